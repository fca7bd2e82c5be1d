/* The readings behind core/pinyin.h. */
#ifndef CORE_PINYIN_TABLE_H
#define CORE_PINYIN_TABLE_H

#include <stddef.h>

struct pinyin_row {
	const char *syllable; /* without tone, ü as v */
	const char *characters;
};

/* Sorted by the bytes of the syllable. A character with several readings is in several rows. */
extern const struct pinyin_row pinyin_rows[];
extern const size_t pinyin_nrows;

#endif
