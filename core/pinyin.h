/*
 * Chinese names found as people type them with the input method off: by characters, by pinyin, by
 * initials, or by any mixture.
 */
#ifndef CORE_PINYIN_H
#define CORE_PINYIN_H

#include <stdbool.h>

/*
 * True when a run of characters of text, starting anywhere, gives what is typed: each character by
 * itself or by a start of one of its readings (李建设: lijianshe, ljs, lijs, jianshe, 李js, lij).
 * ü is typed v or u. Case, blanks, apostrophes, full width do not matter. Nothing typed matches
 * all; more than 60 bytes match nothing.
 */
bool pinyin_match(const char *text, const char *typed);

#endif
