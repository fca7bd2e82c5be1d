/* How a remote is reached: credentials, host keys, what goes by which URL. */
#ifndef STORAGE_GIT_REMOTE_H
#define STORAGE_GIT_REMOTE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/err.h"
#include "storage/git_wire.h"

struct git_remote_callbacks;

struct git_way {
	const char *home; /* of the station: device.key, known_hosts, https.conf */
	int asked;        /* times that credentials were asked for */
	struct err err;   /* a clear sentence for what went wrong in a callback */
	/* Bytes of packs, as the library tells them; in with the server's chatter. told: of those
	 * going out, for so many time was asked (git_transfer.h, moving). */
	uint64_t in, out, told;
	struct git_wire wire;
};

bool git_url_is_folder(const char *url);
/* Fills in the callbacks for credentials and certificates; way must outlive them. */
void git_remote_ways(struct git_way *way, struct git_remote_callbacks *callbacks);
/* One clear sentence for the library's last error. */
void git_remote_explain(const struct git_way *way, int code, struct err *e);

#endif
