/* The language of the program's words, and a locale in which Chinese can be shown at all. */
#include "cli/language.h"

#include <langinfo.h>
#include <limits.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/i18n.h"
#include "core/str.h"

static const char *
locale_name(void)
{
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

	for (size_t i = 0; i < 3; i++) {
		const char *value = getenv(names[i]);

		if (value && *value)
			return value;
	}
	return "";
}

/* The locale folder beside the program (build tree), else the installed one. */
static void
bind(void)
{
	char exe[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof(exe) - sizeof("/locale"));
	const char *dir = PREFIX "/share/locale";

	if (n > 0) {
		exe[n] = '\0';
		char *slash = strrchr(exe, '/');

		if (slash) {
			memcpy(slash, "/locale", sizeof("/locale"));
			if (access(exe, X_OK) == 0)
				dir = exe;
		}
	}
	bindtextdomain("zhiban", dir);
	bind_textdomain_codeset("zhiban", "UTF-8");
	textdomain("zhiban");
}

const char *
language_set(const char *lang)
{
	if (!lang)
		lang = str_starts(locale_name(), "en") ? "en" : "zh";
	if (!setlocale(LC_CTYPE, "") || strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
		setlocale(LC_CTYPE, "C.UTF-8");
	/* gettext looks at LANGUAGE in any locale but plain C. */
	setenv("LANGUAGE", str_equal(lang, "en") ? "en" : "zh_CN", 1);
	setlocale(LC_MESSAGES, str_equal(lang, "en") ? "C" : "C.UTF-8");
	bind();
	return lang;
}
