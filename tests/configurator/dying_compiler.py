"""A stand-in for the program that compiles: it ends as the document asks, without an answer."""

import json
import os
import sys

request = json.loads(sys.stdin.buffer.readline())
if "signal" in request["document"]:
    os.kill(os.getpid(), request["document"]["signal"])
sys.exit(3)
