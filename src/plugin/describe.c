/* describe.c - read the descriptor of a file that is not trusted, without running anything of it. */
/* SPDX-License-Identifier: Apache-2.0 */

/*
 * dlopen() runs a library's constructors, so a file that nobody trusts yet is
 * read as bytes. The descriptor is a constant: its numbers stand in the file, and
 * its pointers are relocations, which say what address, counted from the start of
 * the library, will stand there (ELF specification; the processor's supplement
 * names the two kinds that matter). Text and tables are followed through these;
 * of functions only is asked whether they are there.
 *
 * Every offset is checked against the file. What the file says here and what it
 * turns out to be when it is loaded, in a box, is compared then (run.c).
 */
#include <config.h>

#include <dlfcn.h>
#include <elf.h>
#include <link.h>
#include <stdlib.h>
#include <string.h>

#include "plugin/describe.h"
#include "plugin/load.h"
#include "plugin/options.h"

#if defined(__x86_64__)
enum { MACHINE = EM_X86_64, RELATIVE = R_X86_64_RELATIVE, ABSOLUTE = R_X86_64_64 };
#elif defined(__aarch64__)
enum { MACHINE = EM_AARCH64, RELATIVE = R_AARCH64_RELATIVE, ABSOLUTE = R_AARCH64_ABS64 };
#elif defined(__riscv) && __riscv_xlen == 64
enum { MACHINE = EM_RISCV, RELATIVE = R_RISCV_RELATIVE, ABSOLUTE = R_RISCV_64 };
#elif defined(__powerpc64__)
enum { MACHINE = EM_PPC64, RELATIVE = R_PPC64_RELATIVE, ABSOLUTE = R_PPC64_ADDR64 };
#elif defined(__s390x__)
enum { MACHINE = EM_S390, RELATIVE = R_390_RELATIVE, ABSOLUTE = R_390_64 };
#else
#error "say which relocations this machine uses"
#endif

enum { TEXT_LIMIT = 4096, SECTION_LIMIT = 4096 };
/* Something is there, but not in this file: a function of another library. */
static const uint64_t elsewhere = UINT64_MAX;

struct relocation { uint64_t at, value; };

struct object {
	osp_job *job;
	struct arena *scratch;           /* what is needed no longer than the file */
	const char *bytes;
	size_t len;
	const Elf64_Phdr *segments;
	size_t segment_count;
	const Elf64_Shdr *sections;
	size_t section_count;
	const Elf64_Sym *symbols;
	size_t symbol_count;
	const char *names;               /* ends with a NUL */
	size_t names_len;
	struct relocation *relocations;  /* sorted by place */
	size_t relocation_count;
	bool is_bad;                     /* something pointed where nothing is */
};

/* ---- Parts of the file ---- */

/* `count` things of `size` bytes at an offset; NULL when they are not all there, or not aligned as the things must be. */
static const void *part(const struct object *object, uint64_t offset, uint64_t count, size_t size)
{
	if (offset > object->len || count > (object->len - offset) / size || (uintptr_t)(object->bytes + offset) % 8 != 0) {
		return NULL;
	}
	return object->bytes + offset;
}

/* The bytes that the loader will put at an address, as many as the file has; NULL when it has none. */
static const char *image(const struct object *object, uint64_t address, size_t *ret_len)
{
	for (size_t i = 0; i < object->segment_count; i++) {
		const Elf64_Phdr *segment = &object->segments[i];
		uint64_t offset = address - segment->p_vaddr;
		if (segment->p_type == PT_LOAD && address >= segment->p_vaddr && offset < segment->p_filesz && segment->p_offset <= object->len &&
			segment->p_filesz <= object->len - segment->p_offset) {
			*ret_len = (size_t)(segment->p_filesz - offset);
			return object->bytes + segment->p_offset + offset;
		}
	}
	return NULL;
}

static bool open_headers(struct object *object)
{
	const Elf64_Ehdr *header = part(object, 0, 1, sizeof(*header));
	if (header == NULL || memcmp(header->e_ident, ELFMAG, SELFMAG) != 0 || header->e_ident[EI_CLASS] != ELFCLASS64 ||
		header->e_ident[EI_DATA] != (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? ELFDATA2LSB : ELFDATA2MSB) ||
		header->e_type != ET_DYN || header->e_machine != MACHINE || header->e_phentsize != sizeof(Elf64_Phdr) ||
		header->e_shentsize != sizeof(Elf64_Shdr) || header->e_shnum > SECTION_LIMIT) {
		return false;
	}
	object->segments = part(object, header->e_phoff, header->e_phnum, sizeof(Elf64_Phdr));
	object->segment_count = header->e_phnum;
	object->sections = part(object, header->e_shoff, header->e_shnum, sizeof(Elf64_Shdr));
	object->section_count = header->e_shnum;
	return object->segments != NULL && object->sections != NULL;
}

static bool open_symbols(struct object *object)
{
	for (size_t i = 0; i < object->section_count; i++) {
		const Elf64_Shdr *section = &object->sections[i];
		if (section->sh_type != SHT_DYNSYM || section->sh_link >= object->section_count) {
			continue;
		}
		const Elf64_Shdr *names = &object->sections[section->sh_link];
		object->symbol_count = section->sh_size / sizeof(Elf64_Sym);
		object->symbols = part(object, section->sh_offset, object->symbol_count, sizeof(Elf64_Sym));
		object->names_len = names->sh_size;
		bool is_there = names->sh_offset <= object->len && names->sh_size > 0 && names->sh_size <= object->len - names->sh_offset;
		object->names = is_there ? object->bytes + names->sh_offset : NULL;
		return object->symbols != NULL && is_there && object->names[object->names_len - 1] == '\0';
	}
	return false;
}

static const char *name_of(const struct object *object, const Elf64_Sym *symbol)
{
	return symbol->st_name < object->names_len ? object->names + symbol->st_name : "";
}

static int compare_relocations(const void *a, const void *b)
{
	const struct relocation *left = a, *right = b;
	return (left->at > right->at) - (left->at < right->at);
}

static void add_relocation(struct object *object, const Elf64_Rela *entry)
{
	uint32_t kind = ELF64_R_TYPE(entry->r_info);
	uint64_t symbol = ELF64_R_SYM(entry->r_info), value = (uint64_t)entry->r_addend;
	if (kind == ABSOLUTE && symbol < object->symbol_count) {
		const Elf64_Sym *meant = &object->symbols[symbol];
		value = meant->st_shndx == SHN_UNDEF ? elsewhere : meant->st_value + value;
	} else if (kind != RELATIVE) {
		return;
	}
	object->relocations[object->relocation_count++] = (struct relocation){ entry->r_offset, value };
}

static bool open_relocations(struct object *object)
{
	size_t count = 0;
	for (int round = 0; round < 2; round++) {
		for (size_t i = 0; i < object->section_count; i++) {
			const Elf64_Shdr *section = &object->sections[i];
			size_t entries = section->sh_size / sizeof(Elf64_Rela);
			const Elf64_Rela *first = section->sh_type == SHT_RELA ? part(object, section->sh_offset, entries, sizeof(*first)) : NULL;
			for (size_t k = 0; first != NULL && round == 1 && k < entries; k++) {
				add_relocation(object, &first[k]);
			}
			count += first != NULL && round == 0 ? entries : 0;
		}
		/* Sections may overlap in a file that means harm; then it has more entries than bytes. */
		if (count > object->len / sizeof(Elf64_Rela)) {
			return false;
		}
		if (round == 0) {
			object->relocations = ARENA_ROOM(object->scratch, count + 1, struct relocation);
		}
	}
	qsort(object->relocations, object->relocation_count, sizeof(*object->relocations), compare_relocations);
	return true;
}

/* ---- Values ---- */

static uint64_t number(struct object *object, uint64_t address, size_t size)
{
	size_t len = 0;
	uint64_t value = 0;
	const char *at = image(object, address, &len);
	if (at == NULL || len < size) {
		object->is_bad = true;
		return 0;
	}
	if (size == sizeof(uint32_t)) {
		uint32_t word;
		memcpy(&word, at, sizeof(word));
		return word;
	}
	memcpy(&value, at, size);
	return value;
}

/* The address in a pointer's place. Relocations of the packed kind (RELR) leave it in the place itself. */
static uint64_t pointer(struct object *object, uint64_t address)
{
	struct relocation key = { address, 0 };
	const struct relocation *found = object->relocation_count == 0 ? NULL
		: bsearch(&key, object->relocations, object->relocation_count, sizeof(key), compare_relocations);
	return found != NULL ? found->value : number(object, address, sizeof(uint64_t));
}

/* NULL for a null pointer, and for a text that is not there. */
static const char *text(struct object *object, uint64_t address)
{
	size_t len = 0;
	uint64_t target = pointer(object, address);
	const char *at = target != 0 ? image(object, target, &len) : NULL;
	len = len < TEXT_LIMIT ? len : TEXT_LIMIT;
	if (target == 0) {
		return NULL;
	}
	if (at == NULL || memchr(at, '\0', len) == NULL) {
		object->is_bad = true;
		return NULL;
	}
	return osp_job_strdup(object->job, at);
}

static uint32_t verb(struct object *object, uint64_t address, uint32_t bit)
{
	return pointer(object, address) != 0 ? bit : 0;
}

/* ---- The tables ---- */

#define FIELD(address, type, field) ((address) + offsetof(type, field))

/* How many stand before the one without a key; OPTIONS_LIMIT when there is none, or too many. */
static size_t count_options(struct object *object, uint64_t address, uint32_t step)
{
	size_t count = 0;
	while (count < OPTIONS_LIMIT && !object->is_bad && pointer(object, FIELD(address + count * step, osp_option, key)) != 0) {
		count++;
	}
	return object->is_bad ? OPTIONS_LIMIT : count;
}

static const osp_option *read_options(struct object *object, uint64_t address, uint32_t step)
{
	size_t count = count_options(object, address, step);
	if (count == OPTIONS_LIMIT) {
		object->is_bad = true;
		return NULL;
	}
	osp_option *options = osp_job_alloc(object->job, (count + 1) * sizeof(*options));
	for (size_t i = 0; i < count; i++) {
		uint64_t at = address + i * step;
		options[i].key = text(object, FIELD(at, osp_option, key));
		options[i].type = (uint32_t)number(object, FIELD(at, osp_option, type), sizeof(uint32_t));
		options[i].fallback = text(object, FIELD(at, osp_option, fallback));
		options[i].choices = text(object, FIELD(at, osp_option, choices));
		options[i].help = text(object, FIELD(at, osp_option, help));
	}
	return options;
}

/* The tables are at least as long as they were in 1.0 (plugin_check_sizes). */

static void read_reader(struct object *object, uint64_t at, struct plugin *plugin)
{
	osp_reader *reader = osp_job_alloc(object->job, sizeof(*reader));
	reader->suffixes = text(object, FIELD(at, osp_reader, suffixes));
	reader->no_front_matter = number(object, FIELD(at, osp_reader, no_front_matter), sizeof(uint8_t)) != 0;
	plugin->verbs |= verb(object, FIELD(at, osp_reader, open), PLUGIN_VERB_OPEN) | verb(object, FIELD(at, osp_reader, close), PLUGIN_VERB_CLOSE) |
		verb(object, FIELD(at, osp_reader, read), PLUGIN_VERB_MAIN);
	plugin->about.reader = reader;
}

static void read_transform(struct object *object, uint64_t at, struct plugin *plugin)
{
	osp_transform *transform = osp_job_alloc(object->job, sizeof(*transform));
	transform->after = text(object, FIELD(at, osp_transform, after));
	transform->before = text(object, FIELD(at, osp_transform, before));
	plugin->verbs |= verb(object, FIELD(at, osp_transform, open), PLUGIN_VERB_OPEN) |
		verb(object, FIELD(at, osp_transform, close), PLUGIN_VERB_CLOSE) |
		verb(object, FIELD(at, osp_transform, article), PLUGIN_VERB_ARTICLE) |
		verb(object, FIELD(at, osp_transform, volume), PLUGIN_VERB_VOLUME);
	plugin->about.transform = transform;
}

static void read_writer(struct object *object, uint64_t at, struct plugin *plugin)
{
	osp_writer *writer = osp_job_alloc(object->job, sizeof(*writer));
	writer->format = text(object, FIELD(at, osp_writer, format));
	writer->suffix = text(object, FIELD(at, osp_writer, suffix));
	writer->medium = text(object, FIELD(at, osp_writer, medium));
	writer->needs = (uint32_t)number(object, FIELD(at, osp_writer, needs), sizeof(uint32_t));
	plugin->verbs |= verb(object, FIELD(at, osp_writer, open), PLUGIN_VERB_OPEN) | verb(object, FIELD(at, osp_writer, close), PLUGIN_VERB_CLOSE) |
		verb(object, FIELD(at, osp_writer, write_tree), PLUGIN_VERB_TREE) |
		verb(object, FIELD(at, osp_writer, write_pages), PLUGIN_VERB_PAGES) |
		verb(object, FIELD(at, osp_writer, needs_for), PLUGIN_VERB_NEEDS);
	plugin->about.writer = writer;
}

/* Fields behind the plugin's own size are not there. */
static bool read_entry(struct object *object, uint64_t at, uint64_t size, struct plugin *plugin, osp_buf *why)
{
	osp_plugin *about = &plugin->about;
#define HAS(field) (size >= offsetof(osp_plugin, field) + sizeof(about->field))
#define TEXT(field) about->field = HAS(field) ? text(object, FIELD(at, osp_plugin, field)) : NULL
#define NUMBER(field) about->field = HAS(field) ? (uint32_t)number(object, FIELD(at, osp_plugin, field), sizeof(uint32_t)) : 0
#define TABLE(field) (HAS(field) ? pointer(object, FIELD(at, osp_plugin, field)) : 0)
	about->size = sizeof(*about);
	NUMBER(option_size);
	NUMBER(reader_size);
	NUMBER(transform_size);
	NUMBER(writer_size);
	NUMBER(kind);
	TEXT(name);
	TEXT(version);
	TEXT(summary);
	TEXT(license);
	NUMBER(wants);
	if (!object->is_bad && !plugin_check_sizes(object->job, about, why)) {
		return false;
	}
	uint64_t options = TABLE(options), reader = TABLE(reader), transform = TABLE(transform), writer = TABLE(writer);
	about->options = options != 0 ? read_options(object, options, about->option_size) : NULL;
	if (about->kind == OSP_READER && reader != 0) {
		read_reader(object, reader, plugin);
	} else if (about->kind == OSP_TRANSFORM && transform != 0) {
		read_transform(object, transform, plugin);
	} else if (about->kind == OSP_WRITER && writer != 0) {
		read_writer(object, writer, plugin);
	}
	return true;
#undef HAS
#undef TEXT
#undef NUMBER
#undef TABLE
}

/* ---- The whole ---- */

static bool refuse(osp_job *job, osp_buf *why, const char *sentence)
{
	osp_buf_puts(why, job_translate(job, sentence));
	return false;
}

static const Elf64_Sym *find_entry(const struct object *object)
{
	for (size_t i = 0; i < object->symbol_count; i++) {
		if (object->symbols[i].st_shndx != SHN_UNDEF && strcmp(name_of(object, &object->symbols[i]), "osp_plugin_entry") == 0) {
			return &object->symbols[i];
		}
	}
	return NULL;
}

/* A function of ours that it needs and we don't have. Other libraries' are the loader's business. */
static const char *find_missing(const struct object *object)
{
	for (size_t i = 0; i < object->symbol_count; i++) {
		const char *name = name_of(object, &object->symbols[i]);
		if (object->symbols[i].st_shndx == SHN_UNDEF && ELF64_ST_BIND(object->symbols[i].st_info) == STB_GLOBAL &&
			strncmp(name, "osp_", 4) == 0 && dlsym(RTLD_DEFAULT, name) == NULL) {
			return name;
		}
	}
	return NULL;
}

static bool describe(osp_job *job, struct object *object, struct plugin *plugin, osp_buf *why)
{
	if (!open_headers(object) || !open_symbols(object)) {
		return refuse(job, why, "it is no shared object for this machine");
	}
	const Elf64_Sym *entry = find_entry(object);
	if (entry == NULL) {
		return refuse(job, why, "it exports no osp_plugin_entry, so it is no plugin of ospopress");
	}
	if (!open_relocations(object)) {
		return refuse(job, why, "its descriptor is damaged");
	}
	struct plugin_handshake hands = {
		.major = (uint32_t)number(object, FIELD(entry->st_value, osp_plugin, abi_major), sizeof(uint32_t)),
		.minor = (uint32_t)number(object, FIELD(entry->st_value, osp_plugin, abi_minor), sizeof(uint32_t)),
		.size = number(object, FIELD(entry->st_value, osp_plugin, size), sizeof(uint64_t)),
		.symbol_size = entry->st_size,
	};
	if (!object->is_bad && !plugin_shake_hands(job, &hands, why)) {
		return false;
	}
	plugin->about.abi_major = hands.major;
	plugin->about.abi_minor = hands.minor;
	if (!read_entry(object, entry->st_value, hands.size, plugin, why)) {
		return false;
	}
	if (object->is_bad) {
		return refuse(job, why, "its descriptor is damaged");
	}
	const char *missing = find_missing(object);
	if (missing != NULL) {
		osp_buf_printf(why, job_translate(job, "it needs the function %s, which this ospopress does not have; build it again, or install a newer ospopress"),
			missing);
		return false;
	}
	return plugin_check(job, plugin, why);
}

bool plugin_describe(osp_job *job, const char *bytes, size_t len, struct plugin *plugin, osp_buf *why)
{
	struct object object = { .job = job, .scratch = arena_new(), .bytes = bytes, .len = len };
	bool is_good = describe(job, &object, plugin, why);
	arena_free(object.scratch);
	return is_good;
}
