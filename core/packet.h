/*
 * git's wire, as far as a push needs it: packets ("pkt-line": four hex digits of length, then the
 * bytes; 0000 is a flush), what a server advertises, the commands of a push, and its report. Pure;
 * everything that is read here was sent by somebody else, so each part is bounded.
 * Source: gitprotocol-common(5), gitprotocol-pack(5), gitprotocol-capabilities(5).
 */
#ifndef CORE_PACKET_H
#define CORE_PACKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/sha1.h"
#include "core/str.h"

enum {
	PACKET_MAX = 65520,    /* bytes of a packet with its length, by the protocol */
	PACKET_REFS = 64,      /* branches kept of an advertisement, and of a report */
	PACKET_NAME = 64,      /* "refs/heads/…"; longer ones are none of ours */
	PACKET_WHY = 160,      /* of a refusal, cut */
	PACKET_HEARD = 262144, /* no advertisement or report of use is longer */
};

enum heard {
	HEARD_MORE,  /* not whole yet: read on */
	HEARD_WHOLE, /* up to the flush that ends it */
	HEARD_BAD,   /* not what the protocol says */
};

struct packet {
	bool flush;
	const char *bytes; /* borrowed */
	size_t n;
};

/* The packet at *p; moves *p and *left behind it when it is whole. */
enum heard packet_next(const char **p, size_t *left, struct packet *out);

/* ---- what a server advertises to a push ---- */

struct advert_ref {
	char name[PACKET_NAME];
	uint8_t id[SHA1_BYTES];
};

struct advert {
	bool report;    /* report-status */
	bool side_band; /* side-band-64k */
	bool no_thin;   /* the server takes no thin packs */
	bool foreign;   /* ids that are not SHA-1 */
	struct advert_ref refs[PACKET_REFS];
	size_t n;
	bool cut; /* there were more branches than are kept */
};

/* With or without the "# service=" part that https puts before it. Keeps refs/heads/ only. out is
 * valid when whole. */
enum heard advert_read(const char *bytes, size_t n, struct advert *out);
/* NULL: the server has no such branch. */
const uint8_t *advert_find(const struct advert *a, const char *ref);

/* ---- a push ---- */

struct push_command {
	char ref[PACKET_NAME];
	uint8_t from[SHA1_BYTES]; /* all zero: a new branch */
	uint8_t to[SHA1_BYTES];
};

/* The commands and the flush; the pack comes after them. */
void push_write(struct str *out, const struct push_command *c, size_t n, bool side_band);

/* ---- what the server reports afterwards ---- */

struct verdict {
	char ref[PACKET_NAME];
	bool ok;
	char why[PACKET_WHY]; /* "" when ok */
};

struct report {
	bool unpacked;
	char why[PACKET_WHY];  /* not unpacked, or a last word before the line went down */
	char said[PACKET_WHY]; /* first line that a hook of the server printed */
	struct verdict verdicts[PACKET_REFS];
	size_t n;
};

/* side_band as asked for in push_write. When not whole, out->why may still tell something. */
enum heard report_read(const char *bytes, size_t n, bool side_band, struct report *out);
/* Whether the pack was unpacked and every one of these branches moved. */
bool report_all_ok(const struct report *r, const struct push_command *c, size_t n);

#endif
