/*
 * The state of synchronisation in few words, for the frame of every screen and the last line of the
 * board: what waits, since when, what is wrong.
 */
#ifndef TUI_SYNC_WORDS_H
#define TUI_SYNC_WORDS_H

#include "core/str.h"
#include "storage/rounds.h"

/* FULLEST: a sentence for the board. LONG, SHORT: for the frame, empty where nothing is to be said
 * there (no address; SHORT: all is well). */
enum sync_fullness { SYNC_FULLEST, SYNC_LONG, SYNC_SHORT };

/* Appends. now in seconds. */
void sync_words(const struct rounds *r, bool running, int64_t now, enum sync_fullness how,
		struct str *out);

#endif
