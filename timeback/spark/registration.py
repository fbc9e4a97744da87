"""Registers the data source in a Spark session, after checking that the session can use it."""

from __future__ import annotations

import importlib
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from timeback_runtime.errors import ConfigurationError
from timeback_runtime.extras import missing_package

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_OLDEST: Final = "4.0"
_CHECK: Final = "import importlib.util, sys; sys.exit(not all(map(importlib.util.find_spec, ('timeback', 'pyarrow'))))"
_CHECK_TIMEOUT: Final = 60
"""Seconds."""


def register(spark: SparkSession) -> None:
    """Register the data source ``timeback`` in a session: ``spark.read.format("timeback")``, ``readStream`` too.

    Args:
        spark: the ``SparkSession``, also one of Spark Connect.

    Raises:
        ImportError: pyarrow is not installed, or pyspark is older than 4.0.
        ConfigurationError: the Python workers of the session run an interpreter that does not have this package.
    """
    sources = getattr(spark, "dataSource", None)
    if sources is None:
        if hasattr(spark, "read") and hasattr(spark, "conf"):
            raise ImportError(_too_old(getattr(spark, "version", "an older version")), name="pyspark")
        raise TypeError(f"spark: expected a SparkSession, got {type(spark).__name__}")
    if importlib.util.find_spec("pyarrow") is None:
        raise ImportError(missing_package("timeback.spark", "pyarrow", "spark"), name="pyarrow")
    _check_workers(spark)
    try:
        module = importlib.import_module("timeback.spark.data_source")
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith("pyspark"):
            raise
        raise ImportError(_too_old("an older version"), name="pyspark") from error
    sources.register(module.TimeBackDataSource)


def _too_old(found: str) -> str:
    return f"timeback.spark needs pyspark {_OLDEST} or newer, found {found}: pip install 'pyspark[sql]>={_OLDEST}'"


def _check_workers(spark: Any) -> None:
    """Raise an error if the workers on this machine cannot import this package.

    Even on a cluster, reads are planned by workers on the machine of the driver. A session of Spark Connect does not
    tell its interpreter; Spark then reports a missing module.
    """
    context = getattr(spark, "_sc", None)
    command = getattr(context, "pythonExec", None)
    if not isinstance(command, str):
        return
    found = shutil.which(command)
    if found is not None and Path(found).absolute() == Path(sys.executable).absolute():
        return
    problem = "which does not exist"
    if found is not None:
        try:
            ended = subprocess.run(  # noqa: S603 - the interpreter that Spark runs
                [found, "-c", _CHECK], capture_output=True, timeout=_CHECK_TIMEOUT, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            problem = "which cannot be started"
        else:
            if ended.returncode == 0:
                return
            problem = "which does not have the packages timeback and pyarrow"
    raise ConfigurationError(
        f"PYSPARK_PYTHON: the Python workers of this session run {command!r}, {problem}. Set the environment variable "
        "PYSPARK_PYTHON to the interpreter that has the package, as in os.environ['PYSPARK_PYTHON'] = sys.executable, "
        "before the session is created, or install the package there"
    )
