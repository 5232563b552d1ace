// What every page runs; served as one file by config/scripts.py.
import "./announce.js";
import "./keys.js";
import "./retry.js";
import "./drafts.js";
