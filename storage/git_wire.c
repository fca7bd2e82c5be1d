/* What goes over the line is counted here, and our own push goes out here. */
#include "storage/git_wire.h"

#include <git2.h>
#include <git2/sys/transport.h>
#include <stdlib.h>

#include "core/packet.h"
#include "core/vec.h"
#include "storage/git_remote.h"

enum { CHUNK = 8192 };

struct counted_stream;

struct counted {
	git_smart_subtransport base; /* first: the library hands it back */
	git_smart_subtransport *inner;
	struct git_wire *wire;
	struct counted_stream *stream; /* in use */
};

struct counted_stream {
	git_smart_subtransport_stream base;
	git_smart_subtransport_stream *inner;
	struct counted *owner;
};

void
git_wire_init(struct git_wire *w)
{
	*w = (struct git_wire){.heard = STR_INIT};
}

void
git_wire_clear(struct git_wire *w)
{
	str_clear(&w->heard);
}

/* ---- streams ---- */

static int
stream_read(git_smart_subtransport_stream *s, char *buffer, size_t size, size_t *n)
{
	struct counted_stream *mine = (struct counted_stream *)s;
	struct git_wire *w = mine->owner->wire;
	int code = mine->inner->read(mine->inner, buffer, size, n);

	if (code != 0)
		return code;
	w->in += *n;
	if (w->hearing && w->heard.len + *n <= PACKET_HEARD)
		str_add_n(&w->heard, buffer, *n);
	else
		w->hearing = false;
	return 0;
}

static int
stream_write(git_smart_subtransport_stream *s, const char *bytes, size_t n)
{
	struct counted_stream *mine = (struct counted_stream *)s;

	mine->owner->wire->hearing = false;
	mine->owner->wire->out += n;
	return mine->inner->write(mine->inner, bytes, n);
}

static void
stream_free(git_smart_subtransport_stream *s)
{
	struct counted_stream *mine = (struct counted_stream *)s;

	if (!mine)
		return;
	mine->inner->free(mine->inner);
	if (mine->owner->stream == mine)
		mine->owner->stream = NULL;
	free(mine);
}

/* ---- the subtransport ---- */

static int
line_action(git_smart_subtransport_stream **out, git_smart_subtransport *line, const char *url,
	    git_smart_service_t service)
{
	struct counted *c = (struct counted *)line;
	git_smart_subtransport_stream *inner;
	struct counted_stream *s;
	int code = c->inner->action(&inner, c->inner, url, service);

	if (code != 0)
		return code;
	/* ssh answers with the stream that it gave out before, and the library insists on it. */
	if (c->stream && c->stream->inner == inner) {
		*out = &c->stream->base;
		return 0;
	}
	s = calloc(1, sizeof(*s));
	if (!s)
		die("out of memory");
	s->base = (git_smart_subtransport_stream){line, stream_read, stream_write, stream_free};
	s->inner = inner;
	s->owner = c;
	c->stream = s;
	if (service == GIT_SERVICE_RECEIVEPACK_LS || service == GIT_SERVICE_UPLOADPACK_LS) {
		str_cut(&c->wire->heard, 0);
		c->wire->hearing = service == GIT_SERVICE_RECEIVEPACK_LS;
	}
	*out = &s->base;
	return 0;
}

static int
line_close(git_smart_subtransport *line)
{
	struct counted *c = (struct counted *)line;

	return c->inner->close(c->inner);
}

static void
line_free(git_smart_subtransport *line)
{
	struct counted *c = (struct counted *)line;

	if (!c)
		return;
	if (c->wire->line == line)
		c->wire->line = NULL;
	c->inner->free(c->inner);
	free(c);
}

typedef int (*make_fn)(git_smart_subtransport **out, git_transport *owner, void *param);

struct kind {
	const char *scheme;
	make_fn make;
	bool stateless;
};

struct making {
	const struct kind *kind;
	struct git_wire *wire;
};

static int
make_line(git_smart_subtransport **out, git_transport *owner, void *param)
{
	const struct making *m = param;
	struct counted *c = calloc(1, sizeof(*c));
	int code;

	if (!c)
		die("out of memory");
	code = m->kind->make(&c->inner, owner, NULL);
	if (code != 0) {
		free(c);
		return code;
	}
	c->base = (git_smart_subtransport){line_action, line_close, line_free};
	c->wire = m->wire;
	m->wire->line = &c->base;
	m->wire->stateless = m->kind->stateless;
	*out = &c->base;
	return 0;
}

int
git_wire_transport(git_transport **out, git_remote *owner, void *payload)
{
	static const struct kind kinds[] = {
	    {"ssh://", git_smart_subtransport_ssh, false},
	    {"https://", git_smart_subtransport_http, true},
	    {"http://", git_smart_subtransport_http, true},
	    {"git://", git_smart_subtransport_git, false},
	};
	struct git_way *way = payload;
	const char *url = git_remote_url(owner);

	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		if (str_starts(url, kinds[i].scheme)) {
			struct making m = {&kinds[i], &way->wire};
			git_smart_subtransport_definition d = {make_line, kinds[i].stateless, &m};

			return git_transport_smart(out, owner, &d);
		}
	return git_transport_new(out, owner, url);
}

/* ---- a push of our own ---- */

static int
read_all(git_smart_subtransport_stream *s, const struct git_wire_push *p)
{
	char bytes[CHUNK];
	size_t n = 0;
	int code;

	while ((code = s->read(s, bytes, sizeof(bytes), &n)) == 0) {
		if (n == 0)
			return GIT_EEOF;
		if (!p->take(p->ctx, bytes, n))
			return 0;
	}
	return code;
}

int
git_wire_push(struct git_wire *w, struct git_wire_push *p)
{
	git_smart_subtransport_stream *s;
	int code = w->line->action(&s, w->line, p->url, GIT_SERVICE_RECEIVEPACK);

	p->sent = false;
	if (code != 0)
		return code;
	code = s->write(s, p->bytes->ptr, p->bytes->len);
	p->sent = code == 0;
	if (code == 0)
		code = read_all(s, p);
	/* Over http the library does not know of this stream; the others it closes itself. */
	if (w->stateless)
		s->free(s);
	return code;
}
