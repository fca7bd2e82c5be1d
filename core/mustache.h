/*
 * The core of mustache: variables, dotted names, sections, inverted sections, comments,
 * set-delimiters, partials with indentation. No lambdas, no inheritance. Data are jansson values,
 * the same as the export's JSON. Depth, partial recursion and output size are bounded, so a shared
 * template can do no harm.
 *
 * False in a section: what is missing, null, false, 0, an empty text, an empty list. A variable
 * that is null, a list or an object writes nothing. Bounds: 64 sections or partials inside each
 * other, 4 MiB of output, 256 KiB a partial with its indentation, a fixed amount of work.
 */
#ifndef CORE_MUSTACHE_H
#define CORE_MUSTACHE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "core/err.h"
#include "core/str.h"

struct mustache {
	bool html; /* escape & < > " in {{x}}; off for plain text */
	/* The text of a partial, or NULL (renders as nothing). Borrowed until the render ends. */
	const char *(*partial)(void *ctx, const char *name, size_t n);
	/* Called for each name that is not in the data, where it is asked for: the lint of
	 * `templates check`. May be NULL. */
	void (*missing)(void *ctx, const char *name, size_t n);
	void *ctx;
};

/* Appends the rendering to out, which is untouched on failure. RC_INVALID names the line of the
 * template, and the partial when it is in one. */
enum rc mustache_render(const struct mustache *m, const char *text, json_t *data, struct str *out,
			struct err *e) MUST_CHECK;

#endif
