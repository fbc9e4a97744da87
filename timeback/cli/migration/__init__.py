"""What the commands for migrations share: endpoints, options, the run with its progress, and the reports."""
