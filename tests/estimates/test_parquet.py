"""A Parquet file larger than what is in memory: read in chunks, it gives the table of all of it."""

import duckdb
import numpy as np
import pandas as pd

from helpers.estimates import add_up, shares, table_of


def test_a_file_in_chunks_is_the_table_of_all_of_it(tmp_path):
    random = np.random.default_rng(1)
    n = 7_000
    people = pd.DataFrame({"A": (random.random(n) < 0.3).astype(float), "w": random.lognormal(0, 0.4, n)})
    people["A"] = people["A"].mask(random.random(n) < 0.1)
    people["age"] = pd.Series(random.choice(["16-24", "25-44", "45+"], n)).mask(random.random(n) < 0.1)
    file = tmp_path / "people.parquet"
    with duckdb.connect() as connection:
        connection.register("people", people)
        connection.execute(f"COPY people TO '{file}' (FORMAT parquet)")
        read = connection.execute(f"SELECT * FROM '{file}'")
        sizes = []

        def chunks():
            while len(chunk := read.fetch_df_chunk()):
                sizes.append(len(chunk))
                yield chunk

        found = table_of(add_up(chunks(), ["A"], ["age"], "w"))
    assert len(sizes) > 2 and sum(sizes) == n
    pd.testing.assert_frame_equal(found, shares(people, ["A"], ["age"], "w").drop(columns="mean"), rtol=1e-12)
