/* cli.c - the command line: what the user wants done. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "cli.h"
#include "base/catalogue.h"
#include "base/suggest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static const char *const help_en =
	"ospopress makes proceedings from articles that were written for the web.\n"
	"\n"
	"  ospopress build [proceedings.yml]     make all outputs (PDF, EPUB, WeChat, handout)\n"
	"  ospopress check [proceedings.yml]     everything but writing\n"
	"  ospopress handout [NAME] [proceedings.yml]   make one handout; --layout=saddle --articles=a,b ...: any of its options\n"
	"  ospopress plugins [NAME]              list plugins, or tell about one\n"
	"  ospopress plugin info NAME, install FILE, remove NAME, doctor   look after plugins\n"
	"  ospopress plugin new KIND NAME        begin one: reader, transform, writer (--lang=c|python|sh)\n"
	"  ospopress plugin test DIR             build it, run its tests and those that every plugin must pass (--accept, --sanitize, --only=WORDS)\n"
	"  ospopress plugins --graph [FILE]      who works on a volume, in which order (--as=text|svg)\n"
	"  ospopress dump --stage=STAGE FILE     print a stage as text: read, tree, styled, pages\n"
	"\n"
	"build, check\n"
	"  --only=pdf,epub     only these outputs, by name or format\n"
	"  -o DIR              where outputs go (build/ beside the manifest)\n"
	"  --jobs=N            writers that run at once\n"
	"  --fetch             fetch remote pictures, once; they are kept in the user's cache\n"
	"  --final             refuse to write anything while an article is held\n"
	"  --werror            warnings make the exit status 1\n"
	"  --root=DIR          files may come from anywhere beneath DIR\n"
	"  --trust=NAME,...    plugins to run unasked, also in the place of shipped ones\n"
	"  --local-plugins     look for plugins in plugins/ beside the manifest, too\n"
	"dump\n"
	"  --as=text|html  --places  --reader=NAME  --style=NAME  --medium=print|epub|wechat\n"
	"handout\n"
	"  --explain           print which page stands where, and draw the folded booklet, instead\n"
	"always\n"
	"  -q, -v              say less, say more     --messages=en|zh   language of messages\n"
	"  --help, --version\n"
	"\n"
	"Exit status: 0 done, 1 documents have errors, 2 usage or manifest, 3 a plugin failed, 4 could not write.\n";

static const char *const help_zh =
	"ospopress 把为网页写的文章做成论文集。\n"
	"\n"
	"  ospopress build [proceedings.yml]     生成全部产物（PDF、EPUB、微信、打印讲义）\n"
	"  ospopress check [proceedings.yml]     只检查，不写文件\n"
	"  ospopress handout [名称] [proceedings.yml]   生成一份讲义；--layout=saddle --articles=a,b ……：它的任何选项\n"
	"  ospopress plugins [名称]              列出插件，或介绍一个插件\n"
	"  ospopress plugin info 名称、install 文件、remove 名称、doctor   管理插件\n"
	"  ospopress plugin new 种类 名称        新建插件：reader、transform、writer（--lang=c|python|sh）\n"
	"  ospopress plugin test 目录            编译插件，运行它自己的测试和每个插件都须通过的检查（--accept、--sanitize、--only=字样）\n"
	"  ospopress plugins --graph [清单]      哪些插件按什么顺序处理文集（--as=text|svg）\n"
	"  ospopress dump --stage=阶段 文件      以文本打印一个阶段：read、tree、styled、pages\n"
	"\n"
	"build、check\n"
	"  --only=pdf,epub     只生成这些产物（按名称或格式）\n"
	"  -o 目录             产物的位置（默认：清单旁的 build/）\n"
	"  --jobs=N            同时运行的写出插件数\n"
	"  --fetch             下载远程图片（只下载一次，存入用户缓存）\n"
	"  --final             有文章被搁置时拒绝写出\n"
	"  --werror            有警告时以状态 1 退出\n"
	"  --root=目录         文件可以来自该目录下任何位置\n"
	"  --trust=名称,...    不必询问就运行这些插件，也允许它们取代自带插件\n"
	"  --local-plugins     也在清单旁的 plugins/ 中寻找插件\n"
	"dump\n"
	"  --as=text|html  --places  --reader=名称  --style=名称  --medium=print|epub|wechat\n"
	"handout\n"
	"  --explain           不生成讲义，而是列出各页的位置，并画出折好的样子\n"
	"通用\n"
	"  -q, -v              少说、多说     --messages=en|zh   消息的语言\n"
	"  --help, --version\n"
	"\n"
	"退出状态：0 完成，1 文章有错，2 用法或清单有错，3 插件失败，4 无法写出。\n";

void cli_help(const char *language)
{
	fputs(strcmp(language, "zh") == 0 ? help_zh : help_en, stdout);
}

/* Set to the option's value; the value of a flag is "". */
struct option { const char *name; char short_name; bool takes_value; };
static const struct option options[] = {
	{ "only", 0, true }, { "output", 'o', true }, { "jobs", 'j', true }, { "fetch", 0, false }, { "final", 0, false },
	{ "werror", 0, false }, { "root", 0, true }, { "trust", 0, true }, { "local-plugins", 0, false }, { "stage", 0, true },
	{ "as", 0, true }, { "graph", 0, false }, { "places", 0, false }, { "reader", 0, true }, { "style", 0, true }, { "medium", 0, true },
	{ "explain", 0, false }, { "lang", 0, true }, { "sanitize", 0, false }, { "accept", 0, false }, { "quiet", 'q', false }, { "verbose", 'v', false }, { "messages", 0, true }, { "help", 'h', false }, { "version", 'V', false },
};

static bool complain(const struct cli *cli, const char *english, const char *what)
{
	const char *text = catalogue_find(catalogue_language(cli->messages), english);
	fprintf(stderr, "ospopress: %s%s%s\n", what, *what != '\0' ? ": " : "", text);
	return false;
}

static bool choose(struct cli *cli, const char *value, const char *const *words, size_t count, int *ret)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(words[i], value) == 0) {
			*ret = (int)i;
			return true;
		}
	}
	return complain(cli, "is not one of its values; --help lists them", value);
}

static bool take_number(struct cli *cli, const char *value)
{
	char *end = NULL;
	long number = strtol(value, &end, 10);
	if (end == value || *end != '\0' || number < 1 || number > 1024) {
		return complain(cli, "--jobs takes a number from 1 to 1024", value);
	}
	cli->jobs = (unsigned)number;
	return true;
}

static bool take(struct cli *cli, const char *name, const char *value)
{
	static const char *const stages[] = { "read", "tree", "styled", "pages" };
	static const char *const forms[] = { "text", "html", "svg" };
	const struct { const char *name; const char **field; } texts[] = {
		{ "only", &cli->only }, { "output", &cli->folder }, { "root", &cli->root }, { "trust", &cli->trust },
		{ "messages", &cli->messages }, { "reader", &cli->reader }, { "style", &cli->style }, { "medium", &cli->medium }, { "lang", &cli->language },
	};
	const struct { const char *name; bool *field; } flags[] = {
		{ "fetch", &cli->fetch }, { "final", &cli->final }, { "werror", &cli->werror },
		{ "local-plugins", &cli->local_plugins }, { "explain", &cli->explain }, { "graph", &cli->graph }, { "places", &cli->with_places },
		{ "sanitize", &cli->sanitize }, { "accept", &cli->accept }, { "help", &cli->wants_help }, { "version", &cli->wants_version },
	};
	int chosen = 0;
	for (size_t i = 0; i < COUNT(texts); i++) {
		if (strcmp(texts[i].name, name) == 0) {
			*texts[i].field = value;
			return true;
		}
	}
	for (size_t i = 0; i < COUNT(flags); i++) {
		if (strcmp(flags[i].name, name) == 0) {
			*flags[i].field = true;
			return true;
		}
	}
	if (strcmp(name, "jobs") == 0) {
		return take_number(cli, value);
	}
	if (strcmp(name, "stage") == 0) {
		bool good = choose(cli, value, stages, COUNT(stages), &chosen);
		cli->stage = (enum cli_stage)chosen;
		return good;
	}
	if (strcmp(name, "as") == 0) {
		bool good = choose(cli, value, forms, COUNT(forms), &chosen);
		cli->as_html = chosen == 1;
		cli->as_svg = chosen == 2;
		return good;
	}
	cli->verbosity = strcmp(name, "quiet") == 0 ? -1 : strcmp(name, "verbose") == 0 ? 1 : cli->verbosity;
	return true;
}

/* Moves *at on when the option's value is the next argument. */
static bool take_argument(struct cli *cli, int argc, char **argv, int *at)
{
	const char *argument = argv[*at];
	bool is_long = argument[1] == '-';
	const char *name = argument + (is_long ? 2 : 1);
	size_t len = is_long ? strcspn(name, "=") : 1;
	const char *names[COUNT(options)];
	for (size_t i = 0; i < COUNT(options); i++) {
		const struct option *option = &options[i];
		names[i] = option->name;
		bool found = is_long ? strlen(option->name) == len && strncmp(option->name, name, len) == 0 : option->short_name == *name && *name != '\0';
		if (!found) {
			continue;
		}
		const char *value = is_long ? (name[len] == '=' ? name + len + 1 : NULL) : (name[1] != '\0' ? name + 1 : NULL);
		if (!option->takes_value) {
			return value == NULL ? take(cli, option->name, "") : complain(cli, "this option takes no value", argument);
		}
		if (value == NULL && *at + 1 < argc) {
			value = argv[++*at];
		}
		return value != NULL ? take(cli, option->name, value) : complain(cli, "this option needs a value", argument);
	}
	if (cli->command == CLI_HANDOUT && is_long && cli->setting_count < CLI_SETTINGS_MAX && name[len] == '=') {
		cli->settings[cli->setting_count++] = name; /* the writer knows its options */
		return true;
	}
	char word[32] = "";
	if (len < sizeof(word)) {
		memcpy(word, name, len);
	}
	const char *nearest = suggest_nearest(word, names, COUNT(names));
	complain(cli, "there is no such option; --help lists them", argument);
	if (nearest != NULL) {
		fprintf(stderr, "ospopress: --%s?\n", nearest);
	}
	return false;
}

static bool take_command(struct cli *cli, const char *word)
{
	static const char *const words[] = { "build", "check", "plugins", "dump", "help", "version", "handout", "plugin" };
	for (size_t i = 0; i < COUNT(words); i++) {
		if (strcmp(words[i], word) == 0) {
			cli->command = (enum cli_command)i;
			return true;
		}
	}
	const char *nearest = suggest_nearest(word, words, COUNT(words));
	complain(cli, "there is no such command; --help lists them", word);
	if (nearest != NULL) {
		fprintf(stderr, "ospopress: %s?\n", nearest);
	}
	return false;
}

/* What names a file or a folder, not a handout. */
static bool is_manifest(const char *word)
{
	const char *dot = strrchr(word, '.');
	return strchr(word, '/') != NULL || strcmp(word, ".") == 0 || (dot != NULL && (strcmp(dot, ".yml") == 0 || strcmp(dot, ".yaml") == 0));
}

static bool take_tool(struct cli *cli, const char *word)
{
	static const char *const words[] = { "", "list", "info", "doctor", "install", "remove", "new", "test" };
	int chosen = 0;
	bool is_good = choose(cli, word, words, COUNT(words), &chosen);
	cli->tool = (enum cli_tool)chosen;
	return is_good;
}

/* A word that is neither option nor command. */
static bool take_word(struct cli *cli, const char *word)
{
	if (cli->command == CLI_PLUGIN && cli->tool == CLI_TOOL_NONE) {
		return take_tool(cli, word);
	}
	if (cli->command == CLI_HANDOUT && cli->handout == NULL && cli->file == NULL && !is_manifest(word)) {
		cli->handout = word;
		return true;
	}
	if (cli->tool == CLI_TOOL_NEW && cli->file != NULL && cli->name == NULL) {
		cli->name = word;
		return true;
	}
	if (cli->file != NULL) {
		return complain(cli, "one file is enough", word);
	}
	cli->file = word;
	return true;
}

static bool is_complete(const struct cli *cli)
{
	if (cli->command == CLI_PLUGIN && cli->tool == CLI_TOOL_NONE) {
		return complain(cli, "say what to do: plugin new KIND NAME, test DIR, list, info NAME, doctor, install FILE or remove NAME", "");
	}
	if (cli->tool == CLI_TOOL_NEW && cli->name == NULL) {
		return complain(cli, "say what is to be made: plugin new reader|transform|writer NAME", "");
	}
	if (cli->command == CLI_PLUGIN && cli->file == NULL && cli->tool != CLI_TOOL_LIST && cli->tool != CLI_TOOL_DOCTOR) {
		return complain(cli, "say which plugin", "");
	}
	return cli->command != CLI_DUMP || cli->file != NULL || complain(cli, "dump needs a file", "");
}

bool cli_parse(int argc, char **argv, struct cli *ret)
{
	bool has_command = false, only_files = false;
	*ret = (struct cli){ .command = CLI_HELP };
	for (int i = 1; i < argc; i++) {
		bool is_option = !only_files && argv[i][0] == '-' && argv[i][1] != '\0';
		if (is_option && strcmp(argv[i], "--") == 0) {
			only_files = true;
		} else if (is_option) {
			if (!take_argument(ret, argc, argv, &i)) {
				return false;
			}
		} else if (!has_command) {
			has_command = take_command(ret, argv[i]);
			if (!has_command) {
				return false;
			}
		} else if (!take_word(ret, argv[i])) {
			return false;
		}
	}
	if (ret->wants_help || ret->wants_version) {
		ret->command = ret->wants_help ? CLI_HELP : CLI_VERSION;
		return true;
	}
	if (!has_command) {
		return complain(ret, "say what to do: build, check, handout, plugins or dump; --help tells more", "");
	}
	return is_complete(ret);
}
