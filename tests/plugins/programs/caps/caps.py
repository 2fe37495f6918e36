"""caps.py - a filter as Pandoc runs it: all text in capitals, code and links as they are. SPDX-License-Identifier: Apache-2.0"""
from pandocfilters import Str, toJSONFilter


def shout(key, value, _format, _meta):
    return Str(value.upper()) if key == 'Str' else None


toJSONFilter(shout)
