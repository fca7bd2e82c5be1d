/*
 * The one renderer: a publication with its lines is exactly one git commit (design §5). Publishing,
 * verifying, rebuilding a damaged repository and every other carrier use it, so a received commit
 * is right when its id is the one that rendering its lines gives: that older lines still stand, and
 * that paths, modes, author and message are ours, follows from it.
 *
 *   tree     YYYY/MM/YYYY-MM-DD.jsonl, one line a record, by the date of ts in the station's zone
 *   commit   author and committer `sm1 <sm1@CODE>` at the ts of the last line, +0800; one parent,
 *            none for the first; gpgsig; message: a subject and "Log: a..b head=<hex> keys=<n>"
 *
 * A struct render is the tip of one branch: feed it publication by publication, each as
 *   render_line for every line a..b, render_payload, (signature), render_commit.
 * A render whose call failed is worthless: clear it and start from a saved one. Pure: heads and
 * signatures are passed in, earlier lines of a day come from a callback.
 */
#ifndef CORE_RENDER_H
#define CORE_RENDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/record.h"
#include "core/sha1.h"
#include "core/str.h"
#include "core/vec.h"

enum {
	RENDER_HEAD_BYTES = 32,
	RENDER_CODE_TEXT = 24,
	RENDER_PATH_TEXT = 64,
	/* Limits of one publication, for writers and readers alike. */
	PUBLICATION_LINES = 10000,
	PUBLICATION_BYTES = 8 * 1024 * 1024,
};

/* A day's file at the tip. first, last: the numbers of its first and last line; others of the
 * writer's lines between them may lie in other days when the clock ran back. */
struct render_day {
	int day; /* YYYYMMDD */
	int64_t first, last, bytes;
	uint8_t blob[SHA1_BYTES];
};

struct render_month {
	int month; /* YYYYMM */
	uint8_t tree[SHA1_BYTES];
};

/* Lines that arrived for a day since the last commit. */
struct render_open {
	int day;
	int64_t first, last;
	struct str text; /* the whole file */
};

struct render {
	char writer[WRITER_TEXT];
	char code[RENDER_CODE_TEXT]; /* of the book's station */
	bool has_tip;
	uint8_t tip[SHA1_BYTES]; /* the last commit */
	int64_t last;            /* its last number, 0 before the first */

	VEC(struct render_day) days;     /* sorted */
	VEC(struct render_month) months; /* sorted */
	/* Inner state: lines since the last commit, and the text of the newest day. */
	VEC(struct render_open) open;
	struct render_open kept;
	int64_t end_ts; /* of the last line of the running publication */
	int64_t line_count, line_bytes;
	uint8_t root[SHA1_BYTES];
};

/* What a commit's message says, and its place in the chain of commits. */
struct publication {
	int64_t a, b;
	int64_t secs; /* of the commit */
	int64_t keys; /* number of the keys branch that the writer knew */
	uint8_t head[RENDER_HEAD_BYTES];
};

/* Appends to out the lines (each with its newline) of the writer from number first to last whose ts
 * is on `day`. */
typedef enum rc (*render_day_fn)(void *ctx, int day, int64_t first, int64_t last, struct str *out,
				 struct err *e);

/* Takes a finished object; type is "blob", "tree" or "commit". Called parts first. */
typedef enum rc (*render_object_fn)(void *ctx, const char *type, const void *bytes, size_t n,
				    const uint8_t id[SHA1_BYTES], struct err *e);

struct render_calls {
	render_day_fn earlier;
	render_object_fn object; /* NULL: only ids are wanted */
	void *ctx;
};

void render_init(struct render *r, const char *writer, const char *code);
void render_clear(struct render *r);

/* The next line; its number must be the one after the last. ts: milliseconds, from the line. */
enum rc render_line(struct render *r, const struct render_calls *c, const char *line, size_t len,
		    int64_t ts, struct err *e) MUST_CHECK;

/* Finishes the trees, fills in p->a, b and secs, and appends the bytes that are signed. p->keys and
 * p->head are the caller's. */
enum rc render_payload(struct render *r, const struct render_calls *c, struct publication *p,
		       struct str *out, struct err *e) MUST_CHECK;

/* payload: what render_payload appended. armor: the signature's text. Moves the tip. */
enum rc render_commit(struct render *r, const struct render_calls *c, const struct str *payload,
		      const char *armor, uint8_t id[SHA1_BYTES], struct err *e) MUST_CHECK;

/* The commit's bytes from payload and armour: header gpgsig after committer. */
void render_join(const char *payload, size_t n, const char *armor, struct str *out);

/* ts of a canonical line, in milliseconds; false when it has none. */
bool render_line_ts(const char *line, size_t len, int64_t *ms);

/* 20260118 → "2026/01/2026-01-18.jsonl", and back; 0 for any other path. */
void render_path(int day, char out[RENDER_PATH_TEXT]);
int render_path_day(const char *path);

/*
 * Takes a received commit apart: what the writer claims, to be rendered and compared. parent is
 * all zero without one. armor points into bytes' copy in the arena, as does payload. Refuses what
 * can not be ours (two parents, other headers), with a reason.
 */
struct render_claim {
	struct publication p;
	char writer[WRITER_TEXT];
	bool has_parent;
	uint8_t parent[SHA1_BYTES], tree[SHA1_BYTES];
	const char *armor, *payload;
	size_t armor_len, payload_len;
};
enum rc render_read(struct arena *a, const char *bytes, size_t n, struct render_claim *out,
		    struct err *e) MUST_CHECK;

/* The state as bytes for the local table, and back; RC_CORRUPT when they are not a state. */
void render_save(const struct render *r, struct str *out);
enum rc render_load(struct render *r, const void *bytes, size_t n, struct err *e) MUST_CHECK;

#endif
