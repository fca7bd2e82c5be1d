/*
 * One row describes one field of a record: from it come JSON both ways, validation, the form, list
 * columns, print placeholders, search, diff, docs and the generic tests. A kind's body is a plain
 * struct; FIELD() checks at compile time that the member has the type of the field's kind.
 *
 * A zeroed value is "not given" for every type. What a field type reads from a person's text
 * (parse) it also shows (show); JSON is canonical (core/json_line.h).
 */
#ifndef CORE_FIELD_H
#define CORE_FIELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/err.h"
#include "core/i18n.h"
#include "core/json_line.h"
#include "core/moment.h"
#include "core/str.h"
#include "core/vec.h"

enum field_flag {
	FIELD_REQUIRED = 1 << 0,
	FIELD_LIST = 1 << 1,    /* a column of lists */
	FIELD_PRIVATE = 1 << 2, /* never in a record: private/ID.json (design §3) */
	FIELD_FIXED = 1 << 3,   /* given at creation, never edited */
	FIELD_DERIVED = 1 << 4, /* set by the program, refused from a person's key=value */
	FIELD_ABOUT = 1 << 5,   /* a time may be ~about */
	FIELD_UNKNOWN = 1 << 6, /* a time may be ? */
	FIELD_FUTURE = 1 << 7,  /* a time that is due, not one that happened */
	FIELD_SEARCH = 1 << 8,  /* the text that a list of lines shows */
	FIELD_EITHER =
	    1 << 9, /* the station sets it in what its superior gave it (core/permit.h) */
};

/* How a form edits it; tui maps it to a widget. */
enum widget {
	WIDGET_TEXT,
	WIDGET_NOTE,
	WIDGET_TIME,
	WIDGET_CHOICE,
	WIDGET_FLAGS,
	WIDGET_COUNT,
	WIDGET_PERSON,
	WIDGET_YES
};

struct choice {
	const char *word;  /* in records, on the command line */
	const char *label; /* N_(), on screens */
};

struct field_type;

struct field {
	const char *name;
	const struct field_type *type;
	size_t offset;
	const char *label; /* N_() */
	unsigned flags;
	const struct choice *choices; /* value 1 is choices[0]; ends with a NULL word */
	long max; /* characters of a text (0: 200; note: 4000), greatest count (0: 10 million) */
	const char *target; /* the kind a reference points to, NULL: any */
};

/* What parse needs to know of the world. now: seconds. */
struct parse_context {
	int64_t now;
	struct arena *arena;
};

struct field_type {
	const char *name;
	enum widget widget;
	size_t size;
	enum rc (*parse)(const struct field *f, const char *text, const struct parse_context *c,
			 void *out, struct err *e);
	void (*show)(const struct field *f, const void *value, struct str *out);
	void (*encode)(const struct field *f, const void *value, struct str *out);
	enum rc (*decode)(const struct field *f, struct arena *a, const struct json_line *j,
			  size_t token, void *out, struct err *e);
	bool (*empty)(const void *value);
};

struct count {
	int64_t n;
	bool set;
};

/* Thousandths: 12.5 ha is 12500. In JSON a string ("12.5"). */
struct decimal {
	int64_t milli;
	bool set;
};

/* A time of day, minutes since 00:00; 1440 is 24:00. */
struct clock {
	int minute;
	bool set;
};

typedef char *field_text_t; /* one line */
typedef char *field_note_t; /* many lines */
typedef struct moment field_time_t;
typedef int field_day_t; /* YYYYMMDD */
typedef struct clock field_clock_t;
typedef int field_choice_t;     /* 0 none, else 1 + index into choices */
typedef unsigned field_flags_t; /* bit i = choices[i] */
typedef struct count field_count_t;
typedef struct decimal field_decimal_t;
typedef char *field_ref_t;    /* an id */
typedef char *field_person_t; /* the id of a person */
typedef char **field_words_t; /* NULL-terminated; NULL when empty */
typedef bool field_yes_t;

extern const struct field_type field_text, field_note, field_time, field_day, field_clock,
    field_choice, field_flags, field_count, field_decimal, field_ref, field_person, field_words,
    field_yes;

#define FIELD(T, member, kind, ...)                                      \
	{                                                                \
		.name = #member, .type = &field_##kind,                  \
		.offset = _Generic(&((T *)0)->member, field_##kind##_t * \
				   : offsetof(T, member)),               \
		__VA_ARGS__                                              \
	}

/* The value inside a body. */
static inline void *
field_value(const struct field *f, void *body)
{
	return (char *)body + f->offset;
}

static inline const void *
field_of(const struct field *f, const void *body)
{
	return (const char *)body + f->offset;
}

bool field_empty(const struct field *f, const void *body);
bool field_equal(const struct field *f, const void *body_a, const void *body_b);
/* Copies the value; what it points to is shared. */
void field_copy(const struct field *f, const void *from_body, void *to_body);
void field_show(const struct field *f, const void *body, struct str *out);
/* Parses text into the body, naming the field in the error. An empty text clears the value. */
enum rc field_parse(const struct field *f, const char *text, const struct parse_context *c,
		    void *body, struct err *e) MUST_CHECK;

/* Choice helpers: the word and label of a value ("" for 0), the value of a word (0 when unknown).
 */
const char *choice_word(const struct choice *choices, int value);
const char *choice_label(const struct choice *choices, int value);
int choice_value(const struct choice *choices, const char *word);

#endif
