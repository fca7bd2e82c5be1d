/*
 * What zhiban-sync tells while it runs, one JSON object a line, read back: the command line prints
 * the sentences, the screens show them.
 */
#ifndef STORAGE_ROUND_EVENT_H
#define STORAGE_ROUND_EVENT_H

#include <stdbool.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/str.h"

/* Texts are "" and numbers 0 where the event has none. */
struct round_event {
	const char *event; /* published, ingested, pushed, used, trouble, … */
	const char *book, *writer, *branch, *remote, *text;
	const char *station;       /* whose entries they are */
	const char *since, *until; /* when the first and the last of them were recorded; ISO 8601 */
	int64_t entries, first, last, bytes;
};

/* In the arena. False: no event. */
bool round_event_read(struct arena *a, const char *line, size_t n, struct round_event *out);

/* Appends one sentence, translated, without the book's name and without newline; false: this event
 * is for machines. */
bool round_event_say(const struct round_event *v, struct str *out);

#endif
