/*
 * When a remote held what we wrote: `report send --via sync` counts from that moment on, not from
 * the sending (practice.md 26). One local row a successful synchronisation:
 * "held/WRITER/NUMBER" (20 digits) → seconds.
 */
#ifndef STORAGE_DELIVERED_H
#define STORAGE_DELIVERED_H

#include "core/arena.h"
#include "core/moment.h"
#include "storage/store.h"

/* Our entries up to `number` were seen at a remote at `secs`. Its own transaction, and none when a
 * row says as much already. */
enum rc delivered_put(struct store *s, const char *writer, int64_t number, int64_t secs,
		      struct err *e) MUST_CHECK;

/* When the entry was held by a remote; NONE: not yet. What another writer wrote came from one: then
 * it is the moment of its publication. own: whether the writer is this host's. */
enum rc delivered_get(struct store *s, const char *id, bool own, struct moment *out,
		      struct err *e) MUST_CHECK;

#endif
