/* Makes a station's home and its own book. */
#include <string.h>

#include "cli/command.h"
#include "cli/context.h"
#include "core/text.h"

static enum rc
exec(struct command_context *c, struct err *e)
{
	struct book_init init = {
	    .rules_file = command_option(c, "rules"),
	    .device = command_option(c, "device"),
	    .practice = command_flag(c, "practice"),
	    .level = choice_value(station_levels, command_option(c, "level")),
	};
	const char *code = command_option(c, "code"), *name = command_option(c, "name");
	char *clean_code, *clean_name;

	if (!init.level)
		return err_set(e, RC_INVALID,
			       _("--level %.20s: no such level; it is village, township, county, "
				 "city or province"),
			       command_option(c, "level"));
	if (text_clean(&c->arena, code, strlen(code), false, &clean_code, e) != RC_OK ||
	    text_clean(&c->arena, name, strlen(name), false, &clean_name, e) != RC_OK ||
	    context_clock(c, init.practice, e) != RC_OK)
		return e->code;
	init.code = clean_code;
	init.name = clean_name;
	return book_create(c->home, &init, c->now, e);
}

/* clang-format off */
static const struct option options[] = {
	OPT_REQUIRED("code",   "CODE",  N_("administrative division, 9 digits for a township")),
	OPT_REQUIRED("name",   "NAME",  N_("the station's name")),
	OPT_REQUIRED("level",  "LEVEL", N_("village township county city province")),
	OPT_REQUIRED("device", "DEV",   N_("this device: letters and a digit, such as sm1")),
	OPT("rules", "FILE", N_("the rule set; default: the example set")),
	OPT_FLAG("practice", N_("a practice home: everything is marked, the clock can be set")),
	OPT_END,
};

const struct command command_init = {
	.name = "init", .help = N_("make a station's home"), .options = options, .exec = exec,
};
/* clang-format on */
