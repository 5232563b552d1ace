"""Arabic, with the digits and signs that shops in most Arabic-speaking countries print."""
