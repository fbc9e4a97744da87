from hypothesis import HealthCheck, Phase, settings

# Every model and every operation gets its own examples; a few each are many together.
settings.register_profile(
    "contract",
    deadline=None,
    derandomize=True,
    database=None,
    # A failing example is small as it is, and looking for a smaller one takes a minute.
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
