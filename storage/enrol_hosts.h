/*
 * The host keys of a hub travel with the reply to an enrolment, so that no host is trusted because
 * it was seen first: lines "host = NAMES KEY" under the root's signature become lines of
 * known_hosts in the home of the township.
 */
#ifndef STORAGE_ENROL_HOSTS_H
#define STORAGE_ENROL_HOSTS_H

#include "core/conf.h"
#include "core/str.h"
#include "storage/trust.h"

/*
 * Appends a line for each ssh:// remote of a book and each host key: of the files given (public
 * ed25519 keys; NULL-terminated), which a hub remembers in HOME/hub/host_keys; else of what it
 * remembers; else of this machine's own sshd, where the home is a hub. RC_INVALID: a file that was
 * given holds no such key.
 */
enum rc enrol_hosts(struct arena *a, const char *home, const struct trust *t,
		    const char *const *files, struct str *out, struct err *e) MUST_CHECK;

/* Adds the lines of a reply to known_hosts of the home; those that are there stay. */
enum rc enrol_known_hosts(const char *home, const struct conf_section *reply,
			  struct err *e) MUST_CHECK;

#endif
