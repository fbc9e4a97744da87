"""Response processing: values, expressions, rules and the score of an attempt. No XML in here."""
