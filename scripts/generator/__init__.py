"""The code generator: reads the documents in specs/ and renders the packages in generated/timeback_api.

Support for further OpenAPI keywords is added here; the form of the generated code is in scripts/templates/.
"""
