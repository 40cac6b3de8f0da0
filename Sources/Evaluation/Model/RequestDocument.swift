/// A request as canonical JSON: what `samples.jsonl` states and what keys of answers are made of.
///
/// Changing it changes every key, so that answers of older versions are asked again.
enum RequestDocument {
  static func write(_ request: ModelRequest, to writer: inout JSONWriter) {
    writer.object { writer in
      switch request {
      case .loglikelihood(let context, let continuation):
        writer.member("continuation", continuation)
        writer.member("kind", "loglikelihood")
        write(context, to: &writer)
      case .rollingLoglikelihood(let text):
        writer.member("kind", "rolling_loglikelihood")
        writer.member("text", text)
      case .generate(let prompt, let options):
        writer.member("kind", "generate")
        writer.name("options")
        write(options, to: &writer)
        write(prompt, to: &writer)
      }
    }
  }

  private static func write(_ prompt: Prompt, to writer: inout JSONWriter) {
    writer.name("prompt")
    writer.object { writer in
      switch prompt {
      case .text(let text): writer.member("text", text)
      case .chat(let messages, let prefix):
        writer.name("messages")
        writer.array(messages) { writer, message in
          writer.object {
            $0.member("content", message.content)
            $0.member("role", message.role)
          }
        }
        writer.member("prefix", prefix)
      }
    }
  }

  private static func write(_ options: GenerationOptions, to writer: inout JSONWriter) {
    writer.object {
      $0.member("max_tokens", options.maxTokens)
      $0.member("min_p", options.minP)
      $0.member("seed", String(options.seed))
      $0.member("stop", options.stop)
      $0.member("temperature", options.temperature)
      $0.member("top_k", options.topK)
      $0.member("top_p", options.topP)
    }
  }
}
