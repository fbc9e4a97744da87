"""The generator: from the documents in specs/ to the packages in generated/timeback_api."""
