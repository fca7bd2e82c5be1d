/*
 * The line to a network remote with our hand on it: libgit2's own ssh, http and git subtransports,
 * wrapped so that every byte of git's conversation is counted (what ssh and TLS add is not), the
 * advertisement to a push is kept as it came, and a push of our own making can be sent where
 * libgit2 would send its. Credentials and certificates stay libgit2's calls to git_remote.c.
 */
#ifndef STORAGE_GIT_WIRE_H
#define STORAGE_GIT_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/str.h"

struct git_transport;
struct git_remote;
struct git_smart_subtransport;

struct git_wire {
	uint64_t in, out; /* bytes, of all connections */
	struct str heard; /* the advertisement of the last connection for a push; "" otherwise */
	bool hearing;
	struct git_smart_subtransport *line; /* of the library; NULL: a remote of another kind */
	bool stateless;                      /* every answer needs a request of its own (http) */
};

void git_wire_init(struct git_wire *w);
void git_wire_clear(struct git_wire *w);

/* A git_transport_cb whose payload is a struct git_way: makes the counted transport for a URL of
 * the network and leaves everything else to the library. */
int git_wire_transport(struct git_transport **out, struct git_remote *owner, void *way);

/*
 * On a connection for a push: sends the bytes, then gives what comes back to `take` until it says
 * false. Returns 0, or the library's code; GIT_EEOF when the other side closed before `take` had
 * enough. *sent: all of the bytes went out.
 */
typedef bool (*git_wire_fn)(void *ctx, const char *bytes, size_t n);
struct git_wire_push {
	const char *url;
	const struct str *bytes;
	git_wire_fn take;
	void *ctx;
	bool sent;
};
int git_wire_push(struct git_wire *w, struct git_wire_push *p);

#endif
