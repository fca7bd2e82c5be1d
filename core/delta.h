/*
 * A delta in git's pack form: how one object is made from another. Only what our objects need: the
 * common head and tail are copied and what lies between is inserted, which is an append to a day
 * file or a changed entry of a folder; where that has as many lines in both, as commits have, each
 * line is taken on its own. Pure.
 * Source: gitformat-pack(5), "Deltified representation".
 */
#ifndef CORE_DELTA_H
#define CORE_DELTA_H

#include <stddef.h>

#include "core/str.h"

/* Appends the delta that makes `to` of `from`. Both are shorter than 4 GiB, the reach of a copy. */
void delta_write(const void *from, size_t from_len, const void *to, size_t to_len, struct str *out);

#endif
