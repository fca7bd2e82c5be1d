/*
 * The lines of authorized_keys that let the devices of a hub in: no shell, no forwarding, only
 * `program --home HOME serve DEV`. HOME/hub/door names the file that they were written into, so
 * that it is written again whenever devices come and go.
 */
#ifndef STORAGE_HUB_DOOR_H
#define STORAGE_HUB_DOOR_H

#include "core/err.h"
#include "core/str.h"
#include "storage/store.h"

/* A line for every enrolled device of every book below. After a change of keys the former key is
 * let in too until the new one was used: else the device could not learn of the change. */
enum rc hub_door_lines(struct store *s, const char *home, struct str *out,
		       struct err *e) MUST_CHECK;

/* Writes them into a file of authorized_keys, made with its folder when missing, whole or not at
 * all; lines that are not of this home stay. From then on hub_door_refresh keeps it. */
enum rc hub_door_write(struct store *s, const char *home, const char *path,
		       struct err *e) MUST_CHECK;

/* Writes the file again; does nothing where hub_door_write never was. */
enum rc hub_door_refresh(struct store *s, const char *home, struct err *e) MUST_CHECK;

#endif
