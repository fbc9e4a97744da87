"""Response processing: values, expressions, rules and scoring. It works on the model and never on XML."""
