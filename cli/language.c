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

/* Where the translations lie: beside the program (build tree), or in share/ of where it was
 * installed, wherever that is. */
static void
bind(void)
{
	static const char *const places[] = {"/locale", "/../share/locale"};
	char exe[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof(exe) - 32);
	char *slash;

	exe[n > 0 ? n : 0] = '\0';
	slash = strrchr(exe, '/');
	bindtextdomain("zhiban", PREFIX "/share/locale");
	for (size_t i = 0; slash && i < 2; i++) {
		memcpy(slash, places[i], strlen(places[i]) + 1);
		if (access(exe, X_OK) == 0) {
			bindtextdomain("zhiban", exe);
			break;
		}
	}
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
