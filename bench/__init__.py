"""Benches: each compares with a baseline or a peer in the same run, prints ratios, asserts nothing.

One computation has one core here, as in the product's own processes, so that bare calls and
served ones are alike.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("TQDM_DISABLE", "1")
