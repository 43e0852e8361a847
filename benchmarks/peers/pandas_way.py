"""The pandas way of a small lakehouse: FILE FOLDER. Lines by a regular expression into a frame, in pieces of half a
million; each piece to a Parquet file, its counts by hour to another. Without pyarrow pandas writes no Parquet, so then
only the counts are made."""

import importlib.util
import os
import re
import sys

import pandas as pd

LINE = re.compile(
    r'(\S+) - (\S+) \[([^\]]*)\] "(?:(\S+) ([^ ?"]+)\S* (\S+)|[^"]*)" (\d{3}) (\d+) "([^"]*)" "([^"]*)" ([\d.]+|-)'
)
NAMES = ["client_ip", "user_name", "ts", "method", "path", "protocol", "status", "bytes", "referer", "user_agent", "took"]
KEYS = ["hour", "endpoint", "method", "status"]
PIECE = 500_000


def tables(rows, folder, number, parquet):
    frame = pd.DataFrame(rows, columns=NAMES)
    frame["ts"] = pd.to_datetime(frame["ts"], format="%d/%b/%Y:%H:%M:%S %z", utc=True)
    frame["status"] = frame["status"].astype("int32")
    frame["bytes"] = frame["bytes"].astype("int64")
    frame["latency_ms"] = pd.to_numeric(frame.pop("took"), errors="coerce") * 1000
    frame["endpoint"] = frame["path"].str.replace(r"/\d+", "/{id}", regex=True)
    frame["hour"] = frame["ts"].dt.floor("h")
    if parquet:
        frame.drop(columns="hour").to_parquet(f"{folder}/events/{number}.parquet", compression="zstd", index=False)
    return frame.groupby(KEYS, dropna=False).agg(
        requests=("bytes", "size"),
        bytes=("bytes", "sum"),
        latency_count=("latency_ms", "count"),
        latency_sum_ms=("latency_ms", "sum"),
        latency_min_ms=("latency_ms", "min"),
        latency_max_ms=("latency_ms", "max"),
    )


def main(file, folder):
    parquet = importlib.util.find_spec("pyarrow") is not None
    os.makedirs(f"{folder}/events", exist_ok=True)
    os.makedirs(f"{folder}/hourly", exist_ok=True)
    counts, rows = [], []
    with open(file, encoding="utf-8") as lines:
        for line in lines:
            rows.append(LINE.match(line).groups())
            if len(rows) == PIECE:
                counts.append(tables(rows, folder, len(counts), parquet))
                rows = []
    if rows:
        counts.append(tables(rows, folder, len(counts), parquet))
    how = {"latency_min_ms": "min", "latency_max_ms": "max"}
    columns = counts[0].columns
    hourly = pd.concat(counts).groupby(KEYS, dropna=False).agg({c: how.get(c, "sum") for c in columns}).reset_index()
    if parquet:
        hourly.to_parquet(f"{folder}/hourly/data.parquet", compression="zstd", index=False)
    assert hourly["requests"].sum() > 0


main(sys.argv[1], sys.argv[2])
