/* How the roles of cells look. */
#include "tui/theme.h"

#include "core/str.h"
#include "core/vec.h"

enum { BLACK, RED, GREEN, YELLOW, BLUE, MAGENTA, CYAN, WHITE, NONE = COLOUR_DEFAULT };

/* clang-format off */
static const struct look looks[][STYLE_ROLES] = {
	[THEME_DARK] = {
		[STYLE_NORMAL]   = { NONE,    NONE, 0 },
		[STYLE_TITLE]    = { WHITE,   BLUE, LOOK_BOLD },
		[STYLE_HEADING]  = { CYAN,    NONE, LOOK_BOLD },
		[STYLE_SELECTED] = { BLACK,   CYAN, 0 },
		[STYLE_MARKED]   = { YELLOW,  NONE, LOOK_BOLD },
		[STYLE_INPUT]    = { NONE,    NONE, LOOK_UNDERLINE },
		[STYLE_FOCUS]    = { WHITE,   BLUE, LOOK_UNDERLINE },
		[STYLE_KEY]      = { CYAN,    NONE, LOOK_BOLD },
		[STYLE_DIM]      = { NONE,    NONE, LOOK_DIM },
		[STYLE_STRONG]   = { NONE,    NONE, LOOK_BOLD },
		[STYLE_GOOD]     = { GREEN,   NONE, 0 },
		[STYLE_WARNING]  = { YELLOW,  NONE, LOOK_BOLD },
		[STYLE_OVERDUE]  = { WHITE,   RED,  LOOK_BOLD },
		[STYLE_ERROR]    = { RED,     NONE, LOOK_BOLD },
		[STYLE_PRACTICE] = { BLACK,   YELLOW, LOOK_BOLD },
		[STYLE_FRAME]    = { BLUE,    NONE, 0 },
	},
	[THEME_LIGHT] = {
		[STYLE_NORMAL]   = { NONE,    NONE, 0 },
		[STYLE_TITLE]    = { WHITE,   BLUE, LOOK_BOLD },
		[STYLE_HEADING]  = { BLUE,    NONE, LOOK_BOLD },
		[STYLE_SELECTED] = { WHITE,   BLUE, 0 },
		[STYLE_MARKED]   = { MAGENTA, NONE, LOOK_BOLD },
		[STYLE_INPUT]    = { NONE,    NONE, LOOK_UNDERLINE },
		[STYLE_FOCUS]    = { BLACK,   CYAN, LOOK_UNDERLINE },
		[STYLE_KEY]      = { BLUE,    NONE, LOOK_BOLD },
		[STYLE_DIM]      = { NONE,    NONE, LOOK_DIM },
		[STYLE_STRONG]   = { NONE,    NONE, LOOK_BOLD },
		[STYLE_GOOD]     = { GREEN,   NONE, 0 },
		[STYLE_WARNING]  = { MAGENTA, NONE, LOOK_BOLD },
		[STYLE_OVERDUE]  = { WHITE,   RED,  LOOK_BOLD },
		[STYLE_ERROR]    = { RED,     NONE, LOOK_BOLD },
		[STYLE_PRACTICE] = { BLACK,   YELLOW, LOOK_BOLD },
		[STYLE_FRAME]    = { BLUE,    NONE, 0 },
	},
	[THEME_MONO] = {
		[STYLE_NORMAL]   = { NONE, NONE, 0 },
		[STYLE_TITLE]    = { NONE, NONE, LOOK_REVERSE | LOOK_BOLD },
		[STYLE_HEADING]  = { NONE, NONE, LOOK_BOLD },
		[STYLE_SELECTED] = { NONE, NONE, LOOK_REVERSE },
		[STYLE_MARKED]   = { NONE, NONE, LOOK_BOLD },
		[STYLE_INPUT]    = { NONE, NONE, LOOK_UNDERLINE },
		[STYLE_FOCUS]    = { NONE, NONE, LOOK_UNDERLINE | LOOK_BOLD },
		[STYLE_KEY]      = { NONE, NONE, LOOK_BOLD },
		[STYLE_DIM]      = { NONE, NONE, LOOK_DIM },
		[STYLE_STRONG]   = { NONE, NONE, LOOK_BOLD },
		[STYLE_GOOD]     = { NONE, NONE, 0 },
		[STYLE_WARNING]  = { NONE, NONE, LOOK_BOLD },
		[STYLE_OVERDUE]  = { NONE, NONE, LOOK_REVERSE | LOOK_BOLD },
		[STYLE_ERROR]    = { NONE, NONE, LOOK_BOLD },
		[STYLE_PRACTICE] = { NONE, NONE, LOOK_REVERSE },
		[STYLE_FRAME]    = { NONE, NONE, 0 },
	},
};
/* clang-format on */

static const char *const names[] = {
    [THEME_DARK] = "dark",
    [THEME_LIGHT] = "light",
    [THEME_MONO] = "mono",
};

const struct look *
theme_look(enum theme theme, enum style_role role)
{
	return &looks[theme][role];
}

bool
theme_by_name(const char *name, enum theme *out)
{
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (str_equal(name, names[i])) {
			*out = (enum theme)i;
			return true;
		}
	return false;
}

const char *
theme_name(enum theme theme)
{
	return names[theme];
}
