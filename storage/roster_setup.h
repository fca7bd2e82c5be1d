/*
 * How a station keeps watch, from a text file (templates/roster/setup.conf explains it): shifts,
 * posts, vehicles, rotation patterns, seasons. A section is a thing by its name: made where it is new,
 * edited where it differs, left where it is the same. What the file does not name stays. One
 * transaction.
 *
 *   [shift 夜班]   from = 20:00   to = 08:00
 *   [post 主班]    group = watch   min = 1   readiness = onsite   order = 2
 *   [vehicle 1号车]   crew = 4   water = 3.5吨
 *   [pattern 消防组]  post = 战斗员   first = 2026-10-01   hours = 24   crews = 东+南+西、春+夏+秋
 *   [season 防火期]   level = raised   from = 10-01   to = 05-31
 *
 * Posts and persons are written by name (or id); crews are separated by 、 or commas, members
 * joined by +.
 */
#ifndef STORAGE_ROSTER_SETUP_H
#define STORAGE_ROSTER_SETUP_H

#include "storage/book.h"

struct roster_set_up {
	size_t made, changed, kept;
};

/* RC_INVALID names file and line; nothing is written then. */
enum rc roster_setup(struct book *b, struct arena *a, const char *file, const char *text,
		     size_t len, struct roster_set_up *out, struct err *e) MUST_CHECK;

#endif
