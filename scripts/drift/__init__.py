"""Holds a published OpenAPI document against specs/ and says what changed, by what a user of the client would feel."""
