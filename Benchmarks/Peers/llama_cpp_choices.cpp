// Multiple choice by llama.cpp at its best: as its own scorer does it, endings share their context's
// keys and values, rows of logits are computed where they are needed alone, and their log-softmax
// runs on all threads.
//
//   llama_cpp_choices MODEL.gguf TASKS.txt THREADS
//
// TASKS.txt: lines of JSON-free text, for each task the context, the number of the right ending, the
// count of endings, and the endings; "\n" inside a text is written as the two characters \ and n.
// Prints one line: tasks, tokens computed, seconds without loading, right answers by mean
// log-probability a token, right answers by sum.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "llama.h"

namespace {

struct Task {
  std::string context;
  int gold = 0;
  std::vector<std::string> endings;
};

std::string unescaped(const std::string &line) {
  std::string text;
  for (size_t i = 0; i < line.size(); i++) {
    if (line[i] == '\\' && i + 1 < line.size() && line[i + 1] == 'n') {
      text += '\n';
      i++;
    } else {
      text += line[i];
    }
  }
  return text;
}

std::vector<Task> read_tasks(const char *path) {
  std::ifstream file(path);
  std::vector<Task> tasks;
  std::string line;
  while (std::getline(file, line)) {
    Task task;
    task.context = unescaped(line);
    std::getline(file, line);
    task.gold = std::stoi(line);
    std::getline(file, line);
    int count = std::stoi(line);
    for (int i = 0; i < count && std::getline(file, line); i++)
      task.endings.push_back(unescaped(line));
    tasks.push_back(task);
  }
  return tasks;
}

std::vector<llama_token> tokenize(const llama_vocab *vocabulary, const std::string &text) {
  std::vector<llama_token> tokens(text.size() + 8);
  int count = llama_tokenize(
      vocabulary, text.data(), (int)text.size(), tokens.data(), (int)tokens.size(), true, false);
  tokens.resize((size_t)std::max(count, 0));
  return tokens;
}

double log_probability(const float *logits, int size, llama_token token) {
  float largest = *std::max_element(logits, logits + size);
  double sum = 0;
  for (int i = 0; i < size; i++) sum += expf(logits[i] - largest);
  return logits[token] - largest - std::log(sum);
}

// A wanted log-probability: of `token` after the row `output` of the batch's outputs.
struct Wanted {
  size_t ending;
  int output;
  llama_token token;
  double value = 0;
};

void score(std::vector<Wanted> &wanted, llama_context *context, int size, int threads) {
  std::vector<std::thread> workers;
  for (int t = 0; t < threads; t++)
    workers.emplace_back([&, t] {
      for (size_t i = (size_t)t; i < wanted.size(); i += (size_t)threads)
        wanted[i].value = log_probability(
            llama_get_logits_ith(context, wanted[i].output), size, wanted[i].token);
    });
  for (auto &worker : workers) worker.join();
}

}  // namespace

int main(int count, char **arguments) {
  if (count != 4) return 2;
  const int threads = atoi(arguments[3]);
  llama_log_set([](ggml_log_level, const char *, void *) {}, nullptr);
  llama_backend_init();
  llama_model *model = llama_model_load_from_file(arguments[1], llama_model_default_params());
  if (model == nullptr) return 1;
  const llama_vocab *vocabulary = llama_model_get_vocab(model);
  const int size = llama_vocab_n_tokens(vocabulary);
  const std::vector<Task> tasks = read_tasks(arguments[2]);
  llama_context_params parameters = llama_context_default_params();
  parameters.n_ctx = 2048;
  parameters.n_batch = 2048;
  parameters.n_ubatch = 512;
  parameters.n_seq_max = 4;
  parameters.n_threads = parameters.n_threads_batch = threads;
  parameters.kv_unified = true;
  llama_context *context = llama_init_from_model(model, parameters);
  if (context == nullptr) return 1;
  llama_batch batch = llama_batch_init(2048, 0, 4);

  const auto start = std::chrono::steady_clock::now();
  long computed = 0;
  int right_mean = 0, right_sum = 0;
  for (const Task &task : tasks) {
    std::vector<std::vector<llama_token>> rows;
    for (const std::string &ending : task.endings)
      rows.push_back(tokenize(vocabulary, task.context + ending));
    size_t common = rows[0].size();
    for (const auto &row : rows) {
      size_t same = 0;
      while (same < std::min(common, row.size()) && row[same] == rows[0][same]) same++;
      common = same;
    }
    const size_t context_size = std::min(tokenize(vocabulary, task.context).size(), common);
    llama_memory_clear(llama_get_memory(context), true);
    batch.n_tokens = 0;
    std::vector<Wanted> wanted;
    const auto append = [&](llama_token token, size_t position, size_t first, size_t last, bool logits) {
      const int row = batch.n_tokens++;
      batch.token[row] = token;
      batch.pos[row] = (llama_pos)position;
      batch.n_seq_id[row] = (int32_t)(last - first);
      for (size_t s = first; s < last; s++) batch.seq_id[row][s - first] = (llama_seq_id)s;
      batch.logits[row] = logits;
      return row;
    };
    for (size_t i = 0; i < common; i++) {
      const bool scored = i + 1 >= context_size;
      const int row = append(rows[0][i], i, 0, rows.size(), scored);
      for (size_t s = 0; scored && s < rows.size(); s++)
        if (i + 1 < rows[s].size()) wanted.push_back({s, row, rows[s][i + 1]});
    }
    for (size_t s = 0; s < rows.size(); s++)
      for (size_t i = common; i + 1 < rows[s].size(); i++)
        wanted.push_back({s, append(rows[s][i], i, s, s + 1, true), rows[s][i + 1]});
    if (llama_decode(context, batch) != 0) return 1;
    computed += batch.n_tokens;
    score(wanted, context, size, threads);
    std::vector<double> sums(rows.size()), counts(rows.size());
    for (const Wanted &w : wanted) {
      sums[w.ending] += w.value;
      counts[w.ending] += 1;
    }
    size_t best_sum = 0, best_mean = 0;
    for (size_t s = 1; s < rows.size(); s++) {
      if (sums[s] > sums[best_sum]) best_sum = s;
      if (sums[s] / counts[s] > sums[best_mean] / counts[best_mean]) best_mean = s;
    }
    right_sum += (int)best_sum == task.gold;
    right_mean += (int)best_mean == task.gold;
  }
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  printf("{\"tasks\": %zu, \"tokens\": %ld, \"seconds\": %.3f, \"right_by_mean\": %d, \"right_by_sum\": %d}\n",
         tasks.size(), computed, seconds, right_mean, right_sum);
  return 0;
}
