/*
 * The console: what every screen of a station stands on. It is the ctx of the app's host: the open
 * book, the clock, the clerk (记录人: who the lines are by), and the commands that work on every
 * screen.
 *
 * Screens read and write through storage/ only, each action one write transaction. Writing needs no
 * PIN: a digit changes the clerk. PINs are for signing.
 */
#ifndef TUI_CONSOLE_H
#define TUI_CONSOLE_H

#include <sys/types.h>

#include "core/vec.h"
#include "storage/book.h"
#include "storage/rounds.h"
#include "tui/app.h"
#include "tui/rail.h"

enum { CONSOLE_CLERKS = 8, CONSOLE_CHOICES = 9 };

struct console {
	struct app_host host; /* for app_new */
	struct book *book;    /* borrowed */
	int64_t fixed_ms;     /* the clock of a practice home that was set; 0: the machine's */
	enum theme theme;     /* as set on this host */
	struct rail_feed rail;
	/* Sets the language of the words, "zh" or "en" (cli/language.h); may be NULL in tests. */
	const char *(*language)(const char *lang);

	char title[160];                               /* station and clerk */
	char clerk_ids[CONSOLE_CLERKS][ID_TEXT];       /* offered for sign-on */
	char clerk_names[CONSOLE_CLERKS + 1][120];     /* theirs, then the device */
	const char *clerk_choices[CONSOLE_CLERKS + 2]; /* into them, for the dialog */
	char *line;                                    /* an entry that waits for a digit */
	char last_id[ID_TEXT];                         /* the line recorded last here; "" none */
	int64_t last_at;                               /* … app_steady_ms of it */
	struct console_pin {
		const char *person; /* an id; outlives the question */
		const char *title;
		enum rc (*done)(struct view *below, void *ctx, struct err *e);
		void *ctx;
	} pin;
	struct console_sync { /* of tui/sync_run.h: the job that runs, or ran last */
		bool running, failed;
		bool preview, verify, background, silent;
		unsigned serial; /* which job: what a screen started is its own */
		pid_t pid;
		int fd, err_fd;
		struct app *app;
		char now[24], book[WRITER_TEXT];
		struct str text; /* not yet a whole line */
		int64_t out, in; /* entries */
		char trouble[300], error[400];
		struct arena arena;
		VEC(char *) lines; /* what it told, as sentences */
	} sync;
	struct console_result { /* of tui/sync_run.h: of the last silent job, for the screen of it
				 */
		unsigned serial;
		bool failed;
		char error[400];
		struct arena arena;
		VEC(char *) lines;
	} result;
	struct console_rounds { /* of tui/sync_run.h: the rounds by themselves */
		struct rounds state;
		int64_t count, minute; /* of the store, and of the clock, when it was read */
		int64_t started;       /* seconds: the last one of this terminal */
		int64_t steady;        /* … app_steady_ms of it */
		int64_t ended;         /* … count when it had ended */
		int failures;          /* of this terminal that the store knows nothing of */
	} rounds;
	struct console_form { /* of tui/thing_form.c: the form that is open */
		const struct kind *kind;
		char scrap[ID_TEXT];  /* the name of its draft */
		char id[ID_TEXT];     /* what it changes; "" a new one */
		char leader[ID_TEXT]; /* whose PIN was right */
		bool approved;
		struct arena arena; /* of its picks */
	} form;
	struct console_report { /* of tui/report_act.h: the report that is asked about */
		char id[ID_TEXT];
		char incident[ID_TEXT]; /* of a new one; or the routine's name */
		int type;
		bool by_phone;
		struct moment at;                                /* NONE: now */
		enum rc (*again)(struct view *v, struct err *e); /* asked once the time is said */
		char person[ID_TEXT], to[241], reason[241];
		char ids[CONSOLE_CHOICES][ID_TEXT];
		char texts[CONSOLE_CHOICES][200];
		const char *choices[CONSOLE_CHOICES + 1];
		size_t n;
	} report;
};

/* Fills in host. d must stay where it is. The commands of every screen are console_commands. */
void console_init(struct console *d, struct book *book);
void console_clear(struct console *d);

struct console *console_of(const struct view *v);
/* The book with its clock set to now. */
struct book *console_book(const struct view *v);
int64_t console_now(const struct view *v); /* seconds */
/* For view_type.tick: whether another minute has begun than *minute, which is set to it. */
bool console_minute_passed(const struct view *v, int64_t *minute);

/* Signs on: the lines that follow are by this person (NULL: by the device). */
enum rc console_sign_on(struct console *d, const char *person, struct err *e) MUST_CHECK;
/* Name of the clerk, or of the device; in the arena. */
const char *console_clerk(const struct view *v, struct arena *a);

/*
 * Asks for a person's PIN and calls done when it is right, with the view below; a wrong one keeps
 * the question open. Until done returns, book_need_leader knows of it.
 */
enum rc console_ask_pin(struct view *v, const struct console_pin *pin, struct err *e) MUST_CHECK;

/* Offers those on duty by digit: the lines that follow are by the one chosen. */
enum rc console_choose_clerk(struct view *v, struct err *e);

/* Taking a call (F2), entry of a line (F3), putting it right (Ctrl-U), sign-on by a digit (0): on
 * every screen. */
extern const struct command console_commands[];

#endif
