#include "bind.hpp"
#include "cosmodrome/base/error.hpp"

namespace cosmodrome::python {

void bind_errors(nb::module_& m) {
  nb::class_<Problem>(m, "Problem",
                      "One thing that is wrong with what was given: where, what was found, what would do.")
      .def_ro("file", &Problem::file)
      .def_ro("line", &Problem::line, "From 1; 0: the file as a whole.")
      .def_ro("column", &Problem::column)
      .def_ro("where", &Problem::where, "Dotted path in the file: stage.core.dry_mass.")
      .def_ro("found", &Problem::found)
      .def_ro("remedy", &Problem::remedy)
      .def("__str__", [](const Problem& problem) { return describe(problem); })
      .def("__repr__", [](const Problem& problem) { return "Problem(" + describe(problem) + ")"; });

  static nb::exception<InputError> input_error(m, "InputError", PyExc_ValueError);
  input_error.attr("__doc__") = "Something that was given cannot be used. `problems` has each Problem with its place.";
  input_error.attr("problems") = nb::make_tuple();  // of those that Python itself raises
  nb::register_exception_translator(
      [](const std::exception_ptr& thrown, void*) {
        try {
          std::rethrow_exception(thrown);
        } catch (const InputError& error) {
          nb::object raised = input_error(error.what());
          nb::list problems;
          for (const Problem& problem : error.problems()) problems.append(nb::cast(problem));
          raised.attr("problems") = problems;
          PyErr_SetObject(input_error.ptr(), raised.ptr());
        }
      },
      nullptr);
}

}  // namespace cosmodrome::python
