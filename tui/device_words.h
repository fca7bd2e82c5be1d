/* What a device's state means, for a clerk; the screen and `device list` say the same. */
#ifndef TUI_DEVICE_WORDS_H
#define TUI_DEVICE_WORDS_H

#include "core/str.h"
#include "storage/trust.h"

void device_state(const struct trust_writer *w, struct str *out);

#endif
