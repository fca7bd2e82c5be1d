/* What draft.c and draft_data.c share. Nobody else includes it. */
#ifndef CORE_DRAFT_INSIDE_H
#define CORE_DRAFT_INSIDE_H

#include "core/draft.h"

/* The as-of of a draft's figures: of the latest fact, of the moment when nothing is new, never
 * before that of the report before. */
int64_t draft_asof(const struct draft_input *in);

#endif
