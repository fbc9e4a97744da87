"""The servers that the sandbox can simulate: the platform, and a provider that has the OneRoster standard alone.

A provider says which operations there are, how objects are stored and which requests are refused. The operations
themselves are the same.
"""
