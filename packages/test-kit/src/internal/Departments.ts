/** Departments of a made-up company, with the titles that people in them have. */

export interface Department {
  readonly name: string
  readonly head: string
  readonly lead: string
  readonly titles: readonly [string, ...ReadonlyArray<string>]
}

export const chief = { title: "Chief Executive Officer", department: "Executive" } as const

export const departments: readonly [Department, ...ReadonlyArray<Department>] = [
  {
    name: "Engineering",
    head: "Chief Technology Officer",
    lead: "Engineering Manager",
    titles: ["Software Engineer", "Senior Software Engineer", "Staff Engineer", "Test Engineer", "Data Engineer"]
  },
  {
    name: "Operations",
    head: "Chief Operating Officer",
    lead: "Shift Supervisor",
    titles: ["Machine Operator", "Warehouse Clerk", "Forklift Driver", "Dispatcher", "Maintenance Technician"]
  },
  {
    name: "Sales",
    head: "Vice President, Sales",
    lead: "Regional Sales Manager",
    titles: ["Account Executive", "Account Manager", "Sales Engineer", "Inside Sales Representative"]
  },
  {
    name: "Customer Support",
    head: "Vice President, Customer Support",
    lead: "Support Team Lead",
    titles: ["Support Agent", "Senior Support Agent", "Technical Account Manager"]
  },
  {
    name: "Finance",
    head: "Chief Financial Officer",
    lead: "Finance Manager",
    titles: ["Accountant", "Controller", "Payroll Specialist", "Financial Analyst"]
  },
  {
    name: "Human Resources",
    head: "Chief People Officer",
    lead: "HR Manager",
    titles: ["HR Business Partner", "Recruiter", "Learning & Development Specialist"]
  },
  {
    name: "Information Technology",
    head: "Chief Information Officer",
    lead: "IT Manager",
    titles: ["System Administrator", "Network Engineer", "Service Desk Agent", "Security Analyst"]
  },
  {
    name: "Marketing",
    head: "Chief Marketing Officer",
    lead: "Marketing Manager",
    titles: ["Content Editor", "Designer", "Campaign Manager", "Event Coordinator"]
  },
  {
    name: "Legal & Compliance",
    head: "General Counsel",
    lead: "Compliance Manager",
    titles: ["Counsel", "Paralegal", "Privacy Officer"]
  }
]
