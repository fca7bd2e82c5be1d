/* How the state of an incident went on, for core/casefile.c. */
#ifndef CORE_CASE_TURNS_H
#define CORE_CASE_TURNS_H

#include "core/casefile.h"

/* Fills cf->turns from facts and edits; needs thing, facts, learned, ended, transferred, until. */
void case_turns(struct arena *a, const struct records *file, struct casefile *cf);

#endif
