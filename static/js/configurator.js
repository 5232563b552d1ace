// What the configurator runs on top; served as one file by config/scripts.py.
import "./one_at_a_time.js";
import "./preview.js";
import "./slider.js";
import "./virtual_list.js";
import "./filters.js";
import "./windows.js";
