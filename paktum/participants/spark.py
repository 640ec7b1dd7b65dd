"""Apache Spark as the engine: a standalone cluster (spark://…), one on this machine (local-cluster[…]) or Spark Connect (sc://…).

It needs Java and the extra "spark"; nothing else imports pyspark. Files are read where they lie: a folder that all workers see, or
an address that this Spark knows (s3a://, hdfs://, abfss://, gs://).
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from paktum.participants.engine import Export

# Names are told apart by case, as the format does; days do not depend on where a worker stands; no row gets into a log.
SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.caseSensitive": "true",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    # The rules make long methods, which Java would never translate but interpret.
    "spark.sql.codegen.hugeMethodLimit": "8000",
}


class Spark:
    """One session on a cluster; told: further settings, such as memory and the keys of an object store."""

    dialect = "spark"

    def __init__(self, master: str, told: Mapping[str, str]) -> None:
        from pyspark.sql import SparkSession

        self.remote = master.startswith("sc://")
        builder: Any = SparkSession.builder
        builder = builder.remote(master) if self.remote else builder.master(master)
        for name, value in {**SETTINGS, **told}.items():
            if not self.remote or name.startswith("spark.sql."):
                builder = builder.config(name, value)
        self.session: Any = builder.appName("paktum").getOrCreate()

    def close(self) -> None:
        """End the session, also one whose cluster is gone."""
        with contextlib.suppress(Exception):
            self.session.stop()

    def read(self, export: Export) -> list[str]:
        """Read every Parquet file of the export; the schemas of all are merged, so that no file can bring in a column unseen."""
        base, address = located(export)
        options = {"recursiveFileLookup": "true", "pathGlobFilter": "*.parquet", "mergeSchema": "true"}
        files = self.session.read.options(**options).parquet(address)
        path = "regexp_replace(url_decode(replace(_metadata.file_path, '+', '%2B')), '^file:/*', '/')"
        file = f"substring({path}, {len(base) + 2})" if base else "''"
        files.selectExpr("*", f"{file} as file", "_metadata.row_index as place").createOrReplaceTempView("given")
        return list(files.columns)

    def put(self, name: str, rows: pa.Table) -> None:
        """Give a small table to every worker, so that no row of the large one has to travel for it."""
        from pyspark.sql.functions import broadcast

        broadcast(self.session.createDataFrame(rows)).createOrReplaceTempView(name)

    def name(self, name: str, select: str, given: Mapping[str, object]) -> list[str]:
        """Name the answer of one SELECT; it is worked out when it is needed."""
        frame = self.session.sql(select, args=dict(given))
        frame.createOrReplaceTempView(name)
        return list(frame.columns)

    def keep(self, name: str) -> None:
        """Keep a table where it was worked out, on disk if need be; what is lost with a worker is worked out again."""
        self.session.table(name).persist().count()

    def answer(self, select: str) -> pa.Table:
        """Return the rows of one SELECT."""
        return self.session.sql(select).toArrow()


def located(export: Export) -> tuple[str, str]:
    """Return the folder that names of files are told from (empty for a single file), and the address for Spark."""
    if isinstance(export, Path):
        whole = str(export.resolve())
        return (whole if export.is_dir() else "", f"file://{whole}")
    return ("" if export.endswith(".parquet") else export.rstrip("/"), export)
