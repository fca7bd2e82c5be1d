/* Lists of words in one value, as people write them: parted by commas, half or full width, or 、 */
#ifndef CORE_WORDS_H
#define CORE_WORDS_H

#include <stdbool.h>

#include "core/arena.h"

/* The words without blanks around them, empty ones left out; NULL-terminated, in the arena. */
const char **words_split(struct arena *a, const char *text);
/* words may be NULL. */
bool words_have(const char *const *words, const char *word);

#endif
