/* A station's home: where things lie, whose it is, what time it is there. */
#include "storage/book.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/conf.h"
#include "storage/book_state.h"
#include "storage/file.h"
#include "storage/trust.h"

static const char default_rules[] = "rules/default.conf";

/* ---- opening ---- */

enum rc
book_load_station(struct book *b, struct err *e)
{
	struct arena a = {0};
	struct thing *t;
	enum rc rc = book_thing_kind(b, &a, b->station_id, &kind_station, &t, e);

	if (rc != RC_OK) {
		arena_free(&a);
		return err_add(e, _("reading the station's own record"));
	}
	arena_free(&b->arena);
	b->arena = a;
	b->station = t->body;
	return RC_OK;
}

static enum rc
local_text(struct book *b, const char *key, char *out, size_t size, struct err *e)
{
	struct arena a = {0};
	char *value;
	size_t n;
	enum rc rc = store_local_get(b->store, &a, key, &value, &n, e);

	if (rc == RC_OK && n >= size)
		rc = err_set(e, RC_CORRUPT, _("the value of %s in this home is damaged"), key);
	if (rc == RC_OK) {
		memcpy(out, value, n);
		out[n] = '\0';
	}
	arena_free(&a);
	return rc;
}

static enum rc
open_store(struct book *b, enum store_mode mode, struct err *e)
{
	char *dir = arena_text_f(&b->arena, "%s/store", b->home);

	return store_open(dir, mode, &b->store, e);
}

static struct book *
new_book(const char *home)
{
	struct book *b = calloc(1, sizeof(*b));

	if (!b || !(b->home = strdup(home)))
		die("out of memory");
	return b;
}

enum rc
book_open(const char *home, bool read_only, struct book **out, struct err *e)
{
	struct book *b = new_book(home);
	enum rc rc = open_store(b, read_only ? STORE_READ : STORE_WRITE, e);

	if (rc == RC_OK &&
	    (local_text(b, "device", b->device, sizeof(b->device), e) != RC_OK ||
	     local_text(b, "station", b->station_id, sizeof(b->station_id), e) != RC_OK))
		rc = e->code == RC_NOT_FOUND
			 ? err_set(e, RC_NOT_FOUND,
				   _("%s holds no station: its making was broken off; remove it "
				     "and run init again"),
				   home)
			 : e->code;
	if (rc == RC_OK) {
		book_of_writer(b->device, b->name);
		rc = book_load_station(b, e);
	}
	if (rc != RC_OK) {
		book_close(b);
		return rc;
	}
	*out = b;
	return RC_OK;
}

void
book_close(struct book *b)
{
	if (!b)
		return;
	store_close(b->store);
	arena_free(&b->arena);
	free(b->home);
	free(b);
}

/* ---- making ---- */

/* DEV is [a-z]{1,8}[1-9]: its book is DEV without the digit (contract, init). */
static enum rc
check_init(const struct book_init *init, struct err *e)
{
	size_t n = init->device ? strlen(init->device) : 0;

	if (n < 2 || !writer_valid(init->device) || init->device[n - 1] < '1' ||
	    init->device[n - 1] > '9')
		return err_set(e, RC_INVALID,
			       _("'%s' cannot name a device: one to eight letters and a digit from "
				 "1 to 9, such as sm1"),
			       init->device ? init->device : "");
	if (!init->code || strspn(init->code, "0123456789") != strlen(init->code) ||
	    strlen(init->code) < 2 || strlen(init->code) > 12)
		return err_set(e, RC_INVALID,
			       _("'%s' is no division code: 2 to 12 digits, such as 140400101"),
			       init->code ? init->code : "");
	return RC_OK;
}

static enum rc
make_home(const char *home, struct err *e)
{
	char *store = NULL;
	struct arena a = {0};
	enum rc rc;

	store = arena_text_f(&a, "%s/store", home);
	if (access(store, F_OK) == 0)
		rc = err_set(e, RC_INVALID, _("%s is a home already; choose another with --home"),
			     home);
	else
		rc = file_make_dirs(home, e);
	if (rc == RC_OK && !file_dir_empty(home))
		rc =
		    err_set(e, RC_INVALID,
			    _("%s holds something else already; choose another with --home"), home);
	arena_free(&a);
	return rc;
}

static void
fill_station(struct record *r, struct arena *a, const struct book_init *init)
{
	struct station *s = r->body;

	s->code = arena_text(a, init->code);
	s->device = arena_text(a, init->device);
	s->level = init->level;
	s->practice = init->practice;
	record_has(r, "code");
	record_has(r, "device");
	record_has(r, "level");
	record_has(r, "practice");
}

/* The rule set as a record: its head gives name, source and date; the text is kept whole. */
static enum rc
rules_of_text(struct arena *a, const char *file, const char *text, size_t len, struct record **out,
	      struct err *e)
{
	struct record *r = record_new(a, &kind_rules);
	struct parse_context c = {.arena = a};
	struct conf conf;
	const char *name = NULL, *source = NULL, *since = NULL;

	if (conf_parse(a, file, text, len, &conf, e) != RC_OK)
		return e->code;
	for (size_t i = 0; i < conf.n; i++) {
		if (!str_equal(conf.sections[i].type, "rules") &&
		    !str_equal(conf.sections[i].type, ""))
			continue;
		name = conf_get(&conf.sections[i], "name") ? conf_get(&conf.sections[i], "name")
							   : name;
		source = conf_get(&conf.sections[i], "source")
			     ? conf_get(&conf.sections[i], "source")
			     : source;
		since = conf_get(&conf.sections[i], "since") ? conf_get(&conf.sections[i], "since")
							     : since;
	}
	if (!name)
		return err_set(e, RC_INVALID, _("%s: a rule set needs `name = …` at its head"),
			       file);
	if (record_set(r, "name", name, &c, e) != RC_OK ||
	    (source && record_set(r, "source", source, &c, e) != RC_OK) ||
	    (since && record_set(r, "since", since, &c, e) != RC_OK) ||
	    record_set(r, "text", text, &c, e) != RC_OK)
		return err_add(e, "%s", file);
	*out = r;
	return RC_OK;
}

static enum rc
read_rules(struct book *b, struct arena *a, const char *file, struct record **out, struct err *e)
{
	char *text;
	size_t len;

	if (file ? file_read(a, file, 1 << 20, &text, &len, e) != RC_OK
		 : book_data(b, a, default_rules, &text, &len, e) != RC_OK)
		return e->code;
	return rules_of_text(a, file ? file : default_rules, text, len, out, e);
}

enum rc
book_rules_record(struct book *b, struct arena *a, const char *file, struct record **out,
		  struct err *e)
{
	return read_rules(b, a, file, out, e);
}

static enum rc
first_records(struct book *b, struct arena *a, const struct book_init *init, struct err *e)
{
	struct record *station = record_new(a, &kind_station), *rules;
	struct parse_context c = {.now = b->now / 1000, .arena = a};

	fill_station(station, a, init);
	if (record_set(station, "name", init->name, &c, e) != RC_OK ||
	    read_rules(b, a, init->rules_file, &rules, e) != RC_OK || book_begin(b, e) != RC_OK)
		return e->code;
	if (book_add(b, a, station, NULL, e) != RC_OK || book_add(b, a, rules, NULL, e) != RC_OK ||
	    store_local_put(b->store, "device", b->device, strlen(b->device), e) != RC_OK ||
	    store_local_put(b->store, "station", b->station_id, strlen(b->station_id), e) !=
		RC_OK) {
		book_abort(b);
		return e->code;
	}
	return book_commit(b, e);
}

enum rc
book_create(const char *home, const struct book_init *init, int64_t now, struct err *e)
{
	struct arena a = {0};
	struct book *b = new_book(home);
	struct key_pair key;
	enum rc rc = check_init(init, e);

	if (rc == RC_OK)
		rc = make_home(home, e);
	if (rc == RC_OK)
		rc = open_store(b, STORE_CREATE, e);
	if (rc == RC_OK) {
		snprintf(b->device, sizeof(b->device), "%s", init->device);
		snprintf(b->station_id, sizeof(b->station_id), "%s-1", init->device);
		book_of_writer(b->device, b->name);
		b->now = now;
		rc = first_records(b, &a, init, e);
	}
	if (rc == RC_OK) { /* a home whose key is gone later is a restored one */
		rc = trust_device_key(home, b->store, &key, e);
		keys_wipe(&key, sizeof(key));
	}
	if (rc != RC_OK && b->store) {
		store_close(b->store);
		b->store = NULL;
		file_remove_tree(arena_text_f(&a, "%s/store", home));
	}
	arena_free(&a);
	book_close(b);
	return rc;
}

/* ---- asking ---- */

void
book_set_now(struct book *b, int64_t now)
{
	b->now = now;
}

int64_t
book_now(const struct book *b)
{
	return b->now / 1000;
}

enum rc
book_set_author(struct book *b, const char *person, struct err *e)
{
	struct arena a = {0};
	struct thing *t;
	enum rc rc = RC_OK;

	b->author[0] = '\0';
	if (person && person[0]) {
		rc = book_thing(b, &a, person, &t, e);
		if (rc == RC_OK && t->kind != &kind_person)
			rc = err_set(e, RC_NOT_FOUND, _("%s is not a person"), person);
		if (rc == RC_OK)
			snprintf(b->author, sizeof(b->author), "%s", person);
	}
	arena_free(&a);
	return rc;
}

const char *
book_author(const struct book *b)
{
	return b->author[0] ? b->author : NULL;
}

const char *
book_home(const struct book *b)
{
	return b->home;
}

const char *
book_device(const struct book *b)
{
	return b->device;
}

const char *
book_name(const struct book *b)
{
	return b->name;
}

bool
book_practice(const struct book *b)
{
	return b->station->practice;
}

const struct station *
book_station(const struct book *b)
{
	return b->station;
}

enum rc
book_station_of(struct book *b, struct arena *a, const char *book, const struct station **out,
		struct err *e)
{
	struct book_filter f = {.book = book};
	struct things all = {0};
	enum rc rc = RC_OK;

	*out = book_station(b);
	if (str_equal(book, book_name(b)))
		return RC_OK;
	rc = book_list(b, a, &kind_station, &f, &all, e);
	if (rc == RC_OK && all.n)
		*out = all.v[0]->body;
	vec_clear(&all);
	return rc;
}

struct store *
book_store(struct book *b)
{
	return b->store;
}

char *
book_private_dir(const struct book *b, struct arena *a)
{
	return arena_text_f(a, "%s/private", b->home);
}

/* ---- the office's data ---- */

enum { DATA_PLACES = 7 };

/* In the order of design §2: the home, $ZHIBAN_DATA, beside the program, the installation. */
static size_t
data_places(const struct book *b, struct arena *a, char *places[DATA_PLACES])
{
	const char *env = getenv("ZHIBAN_DATA");
	char exe[1024];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof(exe) - 1);
	size_t count = 0;

	places[count++] = arena_text_f(a, "%s/templates", b->home);
	if (env && env[0])
		places[count++] = arena_text(a, env);
	if (n > 0) {
		exe[n] = '\0';
		*strrchr(exe, '/') = '\0';
		places[count++] = arena_text_f(a, "%s/templates", exe);
		places[count++] = arena_text_f(a, "%s/../templates", exe);
		places[count++] = arena_text_f(a, "%s/../share/zhiban", exe);
	}
	places[count++] = arena_text(a, PREFIX "/share/zhiban");
	return count;
}

enum rc
book_data(const struct book *b, struct arena *a, const char *name, char **text, size_t *len,
	  struct err *e)
{
	char *places[DATA_PLACES];
	size_t n = data_places(b, a, places);

	if (strstr(name, "..") || name[0] == '/')
		return err_set(e, RC_INVALID, _("'%s' is not the name of a data file"), name);
	for (size_t i = 0; i < n; i++) {
		char *path = arena_text_f(a, "%s/%s", places[i], name);

		if (access(path, F_OK) == 0)
			return file_read(a, path, 1 << 20, text, len, e);
	}
	return err_set(e, RC_NOT_FOUND,
		       _("the data file %s is not found; is the installation whole?"), name);
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool
listed(char *const *names, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (str_equal(names[i], name))
			return true;
	return false;
}

enum rc
book_data_list(const struct book *b, struct arena *a, const char *folder, char ***names, size_t *n,
	       struct err *e)
{
	char *places[DATA_PLACES];
	size_t nplaces = data_places(b, a, places);
	VEC(char *) found = {0};

	(void)e;
	for (size_t i = 0; i < nplaces; i++) {
		DIR *dir = opendir(arena_text_f(a, "%s/%s", places[i], folder));

		for (struct dirent *d; dir && (d = readdir(dir));)
			if (d->d_name[0] != '.' && !listed(found.v, found.n, d->d_name))
				vec_push(&found, arena_text(a, d->d_name));
		if (dir)
			closedir(dir);
	}
	*n = found.n;
	*names = arena_alloc(a, (found.n + 1) * sizeof(char *));
	if (found.n) {
		qsort(found.v, found.n, sizeof(char *), compare_names);
		memcpy(*names, found.v, found.n * sizeof(char *));
	}
	vec_clear(&found);
	return RC_OK;
}
