/* What a person can do about an alarm of the synchronisation. */
#ifndef STORAGE_ADVICE_H
#define STORAGE_ADVICE_H

#include <stdbool.h>

#include "core/arena.h"

/* One or two sentences with the commands to use, translated, in the arena. about: of the alarm
 * ("fork sm1"); own: it concerns the book of this station itself, not one of a subordinate. */
const char *alarm_advice(struct arena *a, const char *about, bool own);

#endif
